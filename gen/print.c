/* print.c: types, tokens and expressions as text.
 *
 * Everything printed is a range of the user's tokens with some replaced: a variable
 * that moved into the frame by its member, a type that moved to file scope by its
 * name there, an expression by what its `how` says. Only declarations of frame
 * members, arguments and results are made from types. */
#include "calls.h"
#include "lower.h"
#include "map.h"
#include "parse.h"
#include "scan.h"
#include <string.h>

static struct type_place *type_place(struct symbol *s)
{
    return s && s->kind != SYM_VAR && s->kind != SYM_FUNC && s->block_scope ? s->lowered : NULL;
}

static const char *type_name(struct symbol *s)
{
    struct type_place *p = type_place(s);
    return p && p->hoisted ? p->name : s->name;
}

/* ---- what a type is like -------------------------------------------------------- */

bool type_is_array(struct type *t)
{
    return type_strip(t)->kind == TY_ARRAY;
}

static struct type *definition(struct type *t)
{
    return t->sym && t->sym->type ? t->sym->type : t;
}

static bool any_member(struct type *t, bool (*is)(struct type *))
{
    struct type *d = definition(t);
    for (size_t i = 0; i < d->members.n; i++)
        if (is(d->members.at[i].type))
            return true;
    return false;
}

bool type_over_aligned(struct type *t)
{
    for (struct type *s = t; s; s = s->kind == TY_TYPEDEF || s->kind == TY_TYPEOF ? s->base : NULL)
        if (s->aligned)
            return true;
    t = type_strip(t);
    switch (t->kind) {
    case TY_LDOUBLE: case TY_INT128: case TY_UINT128: case TY_FLOATN: case TY_VECTOR:
        return true;
    case TY_ARRAY:
        return type_over_aligned(t->base);
    case TY_STRUCT: case TY_UNION:
        return definition(t)->aligned || any_member(t, type_over_aligned);
    default:
        return t->aligned;
    }
}

static bool is_const_member(struct type *t)
{
    return (type_strip(t)->quals & Q_CONST) || type_has_const_member(t);
}

bool type_has_const_member(struct type *t)
{
    t = type_strip(t);
    while (t->kind == TY_ARRAY)
        t = type_strip(t->base);
    return (t->kind == TY_STRUCT || t->kind == TY_UNION) && any_member(t, is_const_member);
}

static struct type *copy(struct type *t)
{
    struct type *c = NEW(struct type);
    *c = *t;
    return c;
}

/* Without the const that forbids assignment; other qualifiers stay. */
struct type *type_assignable(struct type *t)
{
    struct type *c;
    if (t->kind == TY_ARRAY) {
        c = copy(t);
        c->base = type_assignable(t->base);
        return c;
    }
    if (t->kind == TY_TYPEDEF || t->kind == TY_TYPEOF || t->kind == TY_AUTO) {
        struct type *s = type_strip(t);
        bool hidden = (s->quals & Q_CONST) && !(t->quals & Q_CONST);
        if (s->kind == TY_ARRAY) {
            struct type *e = s->base;
            while (e->kind == TY_ARRAY)
                e = e->base;
            hidden = hidden || (type_strip(e)->quals & Q_CONST);
        }
        if (hidden)
            return type_assignable(s);
    }
    if (!(t->quals & Q_CONST))
        return t;
    c = copy(t);
    c->quals &= ~(unsigned)Q_CONST;
    return c;
}

/* ---- declarations --------------------------------------------------------------------- */

static const char *base_name(enum type_kind kind)
{
    switch (kind) {
    case TY_VOID: return "void";
    case TY_BOOL: return "_Bool";
    case TY_CHAR: return "char";
    case TY_SCHAR: return "signed char";
    case TY_UCHAR: return "unsigned char";
    case TY_SHORT: return "short";
    case TY_USHORT: return "unsigned short";
    case TY_UINT: return "unsigned int";
    case TY_LONG: return "long";
    case TY_ULONG: return "unsigned long";
    case TY_LLONG: return "long long";
    case TY_ULLONG: return "unsigned long long";
    case TY_INT128: return "__int128";
    case TY_UINT128: return "unsigned __int128";
    case TY_FLOAT: return "float";
    case TY_DOUBLE: return "double";
    case TY_LDOUBLE: return "long double";
    default: return "int";
    }
}

static const char *quals_text(unsigned q)
{
    return intern_format("%s%s%s%s", q & Q_CONST ? "const " : "", q & Q_VOLATILE ? "volatile " : "",
                         q & Q_RESTRICT ? "__restrict " : "", q & Q_ATOMIC ? "_Atomic " : "");
}

static const char *range_text(struct fn *f, size_t begin, size_t end, struct expr *skip, bool outside)
{
    struct text t = { NULL, 0, 0 };
    print_tokens(f, &t, begin, end, skip, outside);
    return t.bytes ? intern(t.bytes, t.n) : "";
}

static bool mentions_locals(struct fn *f, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++) {
        struct symbol *s = f->u->tokens.at[i].sym;
        if (s && (s->block_scope || s->is_param))
            return true;
    }
    return false;
}

static const char *params_text(struct fn *f, struct type *t, bool outside)
{
    struct text out = { NULL, 0, 0 };
    if (t->no_prototype)
        return "";
    for (size_t i = 0; i < t->params.n; i++) {
        struct param *p = &t->params.at[i];
        text_printf(&out, "%s%s", i ? ", " : "", declaration(f, p->type, p->name ? p->name : "", outside));
    }
    if (t->variadic)
        text_puts(&out, ", ...");
    return out.n ? intern(out.bytes, out.n) : "void";
}

static const char *joined(const char *type, const char *name)
{
    return *name ? intern_format("%s%s%s", type, type[strlen(type) - 1] == '*' ? "" : " ", name) : intern_string(type);
}

const char *declaration(struct fn *f, struct type *t, const char *name, bool outside)
{
    const char *quals = quals_text(t->quals), *keyword;
    switch (t->kind) {
    case TY_POINTER:
        name = intern_format("*%s%s", quals, name);
        if (t->base->kind == TY_ARRAY || t->base->kind == TY_FUNCTION)
            name = intern_format("(%s)", name);
        return declaration(f, t->base, name, outside);
    case TY_ARRAY:
        name = intern_format("%s[%s]", name, t->name ? t->name : !t->size ? "" :
                             range_text(f, t->size->begin, t->size->end, NULL, outside));
        return declaration(f, t->base, name, outside);
    case TY_FUNCTION:
        return declaration(f, t->base, intern_format("%s(%s)", name, params_text(f, t, outside)), outside);
    case TY_TYPEDEF:
        return joined(intern_format("%s%s", quals, type_name(t->sym)), name);
    case TY_TYPEOF:
        if (t->base && mentions_locals(f, t->begin, t->end)) {
            struct type *c = copy(t->base);
            c->quals |= t->quals;
            return declaration(f, c, name, outside);
        }
        return joined(intern_format("%s%s", quals, range_text(f, t->begin, t->end, NULL, outside)), name);
    case TY_AUTO:
        return declaration(f, t->base ? t->base : t, name, outside);
    case TY_STRUCT: keyword = "struct"; break;
    case TY_UNION: keyword = "union"; break;
    case TY_ENUM: keyword = "enum"; break;
    case TY_VECTOR:
        return joined(intern_format("%s%s", range_text(f, t->begin, t->end, NULL, outside),
                                    intern_format(" %s", declaration(f, t->base, "", outside))), name);
    case TY_BUILTIN:
    case TY_FLOATN:
        return joined(intern_format("%s%s%s", quals, t->complex ? "_Complex " : "", t->name), name);
    default:
        return joined(intern_format("%s%s%s", quals, t->complex ? "_Complex " : "", base_name(t->kind)), name);
    }
    return joined(intern_format("%s%s %s", quals, keyword, t->sym && t->sym->name ? type_name(t->sym) : "cede__unnamed"), name);
}

/* The same type, const: what a plain symbol returns. */
const char *const_declaration(struct fn *f, struct type *t, const char *name)
{
    struct type *c = copy(type_assignable(t));
    c->quals |= Q_CONST;
    return declaration(f, c, name, true);
}

/* ---- the size of an array that its initialiser gives -------------------------------------- */

static bool is_char(struct type *t)
{
    enum type_kind k = type_strip(t)->kind;
    return k == TY_CHAR || k == TY_SCHAR || k == TY_UCHAR;
}

static struct expr *only(struct expr *e)
{
    while (e->kind == E_PAREN || (e->kind == E_LIST && e->kids.n == 1))
        e = e->kids.at[0];
    return e;
}

/* Scalars that a list without inner braces gives to one T; 0: not known. */
static long long scalars(struct fn *f, struct type *t)
{
    long long n = 0, k;
    struct type *d;
    t = type_strip(t);
    if (t->kind == TY_ARRAY) {
        if (!t->size || !expr_constant(f->u, t->size, &n))
            return 0;
        return n * scalars(f, t->base);
    }
    if (t->kind != TY_STRUCT && t->kind != TY_UNION)
        return 1;
    d = definition(t);
    for (size_t i = 0; i < d->members.n; i++) {
        if (d->members.at[i].bit_field && !d->members.at[i].name)
            continue;
        k = scalars(f, d->members.at[i].type);
        if (!k)
            return 0;
        n += k;
        if (t->kind == TY_UNION)
            return n;
    }
    return n;
}

static bool is_aggregate(struct type *t)
{
    enum type_kind k = type_strip(t)->kind;
    return k == TY_STRUCT || k == TY_UNION || k == TY_ARRAY;
}

/* Whether a value in a list initialises a whole element, not only its first scalar. */
static bool whole_element(struct fn *f, struct type *element, struct expr *value)
{
    if (value->kind == E_LIST || !is_aggregate(element))
        return true;
    if (type_is_array(element))
        return only(value)->kind == E_STRING && is_char(type_strip(element)->base);
    return is_aggregate(expr_type(f->u, value)) && type_same(type_strip(expr_type(f->u, value)), type_strip(element));
}

static long long count(struct fn *f, struct type *element, struct expr *list)
{
    long long at = 0, most = 0, index, each = scalars(f, element), loose = 0;
    for (size_t i = 0; i < list->kids.n; i++) {
        struct expr *e = list->kids.at[i], *value = e;
        if (e->kind == E_DESIGNATED) {
            value = e->kids.at[e->kids.n - 1];
            if (e->kids.n < 2 || !expr_constant(f->u, e->kids.at[f->u->tokens.at[e->kids.at[0]->end].punct == P_ELLIPSIS ? 1 : 0], &index))
                return -1;
            at = index;
            loose = 0;
        }
        if (whole_element(f, element, value)) {
            at += loose > 0;
            loose = 0;
            at++;
        } else {
            if (each <= 0)
                return -1;
            if (++loose == each) {
                at++;
                loose = 0;
            }
        }
        if (at + (loose > 0) > most)
            most = at + (loose > 0);
    }
    return most;
}

/* The text of the number of elements; NULL after a message. */
const char *array_count(struct fn *f, struct type *t, struct expr *init)
{
    long long n;
    struct expr *e = only(init);
    if (e->kind == E_STRING && is_char(t->base))
        return intern_format("sizeof (%s)", range_text(f, e->begin, e->end, NULL, true));
    if (e->kind == E_STRING && init->kind != E_LIST)
        return intern_format("sizeof (%s) / sizeof (%s)", range_text(f, e->begin, e->end, NULL, true),
                             declaration(f, t->base, "", true));
    n = init->kind == E_LIST ? count(f, t->base, init) : -1;
    if (n < 0) {
        error_at(f->u, init->begin, init->end, "cedec cannot tell how many elements this initialiser gives");
        hint(f->u, "write the size of the array");
        return NULL;
    }
    return intern_format("%lld", n);
}

struct type *type_completed(struct fn *f, struct type *t, struct expr *init)
{
    struct type *s = type_strip(t), *c;
    if (s->kind != TY_ARRAY || s->size || s->name || !init)
        return t;
    c = copy(s);
    c->name = array_count(f, s, init);
    if (!c->name)
        c->name = "1";
    return c;
}

/* ---- block-scope types at file scope ------------------------------------------------------- */

static void hoist_symbol(struct fn *f, struct symbol *s);

static void hoist_range(struct fn *f, size_t begin, size_t end)
{
    for (size_t i = begin; i < end; i++)
        if (f->u->tokens.at[i].sym) {
            struct symbol *s = f->u->tokens.at[i].sym;
            hoist_symbol(f, s);
            if (s->kind == SYM_VAR && (s->block_scope || s->is_param))
                hoist_types(f, s->type);
        }
}

static void hoist_one(struct fn *f, struct symbol *s)
{
    struct type_place *p = type_place(s);
    if (!p || p->hoisted)
        return;
    p->hoisted = true;
    p->name = s->name ? intern_format("cede__%s_%s_%d", f->name, s->name, (int)f->hoisted.n + 1) : NULL;
    VEC_PUSH(&f->hoisted, s);
}

/* Whether a declaration gives names to structs that may be defined behind it, as they
 * may need these names. */
static bool goes_before_tags(struct fn *f, struct stmt *s)
{
    if (s->decl->storage != ST_TYPEDEF || s->decl->tags.n)
        return false;
    for (size_t i = s->begin; i < s->end; i++)
        if (f->u->tokens.at[i].punct == '[')
            return false;
    return true;
}

static bool type_is_declared(struct decl *d, struct symbol *s)
{
    for (size_t i = 0; i < d->declarators.n; i++)
        if (d->declarators.at[i].sym == s)
            return true;
    return false;
}

/* typedef struct S T; before struct S, and all else that it is made of before itself. */
static void hoist_before_tags(struct fn *f, struct stmt *s)
{
    struct decl *d = s->decl;
    VEC(struct symbol *) tags = { NULL, 0, 0 };
    for (size_t i = s->begin; i < s->end; i++) {
        struct symbol *k = f->u->tokens.at[i].sym;
        if (k && k->kind == SYM_TAG && k->type->kind != TY_ENUM)
            VEC_PUSH(&tags, k);
        else if (!type_is_declared(d, k))
            hoist_range(f, i, i + 1);
    }
    for (size_t i = 0; i < d->declarators.n; i++)
        hoist_one(f, d->declarators.at[i].sym);
    for (size_t i = 0; i < tags.n; i++)
        hoist_symbol(f, tags.at[i]);
}

/* With one name of a declaration, all of it moves; and what it is made of, before it. */
static void hoist_symbol(struct fn *f, struct symbol *s)
{
    struct type_place *p = type_place(s);
    struct decl *d;
    if (!p || p->hoisted)
        return;
    d = p->decl->decl;
    if (goes_before_tags(f, p->decl)) {
        hoist_before_tags(f, p->decl);
        return;
    }
    p->hoisted = true;              /* so that what points back to it ends here */
    hoist_range(f, d->spec_begin, d->spec_end);
    for (size_t i = 0; i < d->declarators.n; i++)
        if (d->declarators.at[i].sym->kind == SYM_TYPEDEF)
            hoist_range(f, d->declarators.at[i].begin, d->declarators.at[i].end);
    p->hoisted = false;
    for (size_t i = 0; i < d->tags.n; i++)
        hoist_one(f, d->tags.at[i]);
    for (size_t i = 0; i < d->declarators.n; i++)
        hoist_one(f, d->declarators.at[i].sym);
    hoist_one(f, s);
}

void hoist_types(struct fn *f, struct type *t)
{
    if (!t)
        return;
    switch (t->kind) {
    case TY_TYPEDEF: case TY_STRUCT: case TY_UNION: case TY_ENUM:
        hoist_symbol(f, t->sym);
        return;
    case TY_ARRAY:
        if (t->size)
            hoist_range(f, t->size->begin, t->size->end);
        hoist_types(f, t->base);
        return;
    case TY_FUNCTION:
        for (size_t i = 0; i < t->params.n; i++)
            hoist_types(f, t->params.at[i].type);
        hoist_types(f, t->base);
        return;
    case TY_TYPEOF: case TY_POINTER: case TY_VECTOR: case TY_AUTO:
        hoist_types(f, t->base);
        return;
    default:
        return;
    }
}

/* ---- tokens ------------------------------------------------------------------------------------- */

/* f__spawn(group, arguments), whose value is the task: 0 or an error is made of it, and
 * an error that nobody would see fails the group. */
static const char *spawn_text(struct fn *f, struct expr *e)
{
    struct how *h = how_of(e);
    struct expr *call = without_parens(e->kids.at[e->kids.n - 1]);
    struct text t = { NULL, 0, 0 };
    bool wants_task = e->op == SP_TASK;
    text_printf(&t, "%s__spawn%s(%s", h->callee->name, wants_task ? "_kept" : "",
                e->op == SP_DETACH ? "0" : expr_text(f, e->kids.at[0]));
    for (size_t i = 1; i < call->kids.n; i++)
        text_printf(&t, ", %s", expr_text(f, call->kids.at[i]));
    if (wants_task)
        return intern_format("%s)", t.bytes);
    return intern_format(h->unused ? "cede__spawn_or_lose(%s))" : "cede__spawn_value(%s))", t.bytes);
}

static const char *how_text(struct fn *f, struct expr *e)
{
    struct how *h = how_of(e);
    struct expr **k = e->kids.at;
    const char *fail = h->unused ? "_or_fail" : "", *prefix = h->unused ? "cede__" : "cede_";
    switch (h->kind) {
    case H_VAR:
        return var_text(f, h->var);
    case H_VOID:
        return "(void)0";
    case H_RIGHT:
        return expr_text(f, k[1]);
    case H_COND:
        return e->kids.n == 2 ? intern_format("(%s ? %s : %s)", var_text(f, h->var), var_text(f, h->var), expr_text(f, k[1]))
                              : intern_format("(%s ? %s : %s)", var_text(f, h->var), expr_text(f, k[1]), expr_text(f, k[2]));
    case H_LEAVING:
        return intern_format("(%s < 0 ? %s : 0)", var_text(f, h->var), var_text(f, h->var));
    case H_ADDRESS:
        return intern_format("(&%s)", var_text(f, h->var));
    case H_SPAWN:
        if (h->callee)
            return spawn_text(f, e);
        switch (e->op) {
        case SP_SPAWN:
            return intern_format("%sspawn%s(%s, %s)", prefix, fail, expr_text(f, k[0]), expr_text(f, k[1]));
        case SP_INTO:
            return intern_format("%sspawn_into%s(%s, %s, %s)", prefix, fail, expr_text(f, k[0]), expr_text(f, k[1]), expr_text(f, k[2]));
        case SP_TASK:
            return intern_format("cede_spawn_task(%s, %s)", expr_text(f, k[0]), expr_text(f, k[1]));
        case SP_START:
            return intern_format("cede_start(%s, %s)", expr_text(f, k[0]), expr_text(f, k[1]));
        case SP_DETACH:
            return intern_format("%sdetach%s(%s)", prefix, fail, expr_text(f, k[0]));
        default:
            return intern_format("cede_%s(%s)", e->op == SP_RUN ? "run" : "main", expr_text(f, k[0]));
        }
    case H_LITERAL: {
        struct type *t = type_completed(f, h->var->type, e->kids.at[0]);
        struct type pointer;
        memset(&pointer, 0, sizeof pointer);
        pointer.kind = TY_POINTER;
        pointer.base = t;
        return intern_format("(*(%s)cede__copy((void *)&%s, &%s, sizeof (%s)))", declaration(f, &pointer, "", false),
                             var_text(f, h->var), inner_text(f, e), declaration(f, t, "", false));
    }
    case H_KEPT: {
        struct type pointer;
        const char *type = declaration(f, h->var->type, "", false);
        memset(&pointer, 0, sizeof pointer);
        pointer.kind = TY_POINTER;
        pointer.base = h->var->type;
        return intern_format("(*(%s)cede__copy(&%s, (%s[1]){ %s }, sizeof (%s)))", declaration(f, &pointer, "", false),
                             var_text(f, h->var), type, inner_text(f, e), type);
    }
    default:
        return inner_text(f, e);
    }
}

static bool is_printed_otherwise(struct expr *e)
{
    struct how *h = how_of(e);
    return h->kind != H_PLAIN && ((h->kind != H_LITERAL && h->kind != H_KEPT) || h->var->in_frame);
}

/* The largest expression with a how that begins at token i and lies in [i, end). */
static struct expr *how_at(struct fn *f, size_t i, size_t end, struct expr *skip)
{
    struct expr *best = NULL;
    if (i < f->x->begin || i >= f->x->end)
        return NULL;
    for (struct expr *e = f->how_at[i - f->x->begin]; e; e = how_of(e)->next)
        if (e != skip && e->end <= end && is_printed_otherwise(e) && (!skip || skip->begin != e->begin || e->end <= skip->end))
            if (!best || e->end > best->end)
                best = e;
    return best;
}

/* A local where only its type counts. */
static const char *outside_text(struct fn *f, struct symbol *s)
{
    struct type pointer;
    memset(&pointer, 0, sizeof pointer);
    pointer.kind = TY_POINTER;
    pointer.base = s->type;
    return intern_format("(*(%s)0)", declaration(f, &pointer, "", true));
}

static const char *symbol_text(struct fn *f, struct token *t, bool outside)
{
    struct symbol *s = t->sym;
    if (s->kind == SYM_VAR) {
        struct var *v = var_of(s);
        if (outside && s->is_constexpr && s->number_known)
            return intern_format("%lld", s->number);
        if (outside && (s->block_scope || s->is_param))
            return outside_text(f, s);
        if (v)
            return intern_format(v->kind == V_RUNTIME ? "(&%s)" : "%s", var_text(f, v));
        return s->block_scope && s->storage == ST_STATIC && map_get(f->type_names, s->name)
                   ? intern_format("cede__static_%s", s->name) : t->text;     /* as name_locals() */
    }
    return type_place(s) && type_place(s)->hoisted ? type_place(s)->name : t->text;
}

/* The tag that cedec gave to the struct whose brace this is. */
static const char *given_tag(struct fn *f, size_t brace)
{
    for (size_t i = 0; i < f->named.n; i++) {
        struct symbol *s = f->named.at[i];
        size_t at = s->def_begin;
        while (f->u->tokens.at[at].punct != '{')
            at++;
        if (at == brace)
            return type_name(s);
    }
    return NULL;
}

static bool needs_space(const struct text *out, const char *next)
{
    char a = out->n ? out->bytes[out->n - 1] : ' ', b = *next;
    bool word_a = a == '_' || (a >= '0' && a <= '9') || (a >= 'A' && a <= 'Z') || (a >= 'a' && a <= 'z') || (a & 0x80) || a == '$';
    bool word_b = b == '_' || (b >= '0' && b <= '9') || (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b & 0x80) || b == '$';
    return (word_a && (word_b || b == '"' || b == '\'')) || (a == b && strchr("+-&|<>=", a)) || (a == '.' && b >= '0' && b <= '9');
}

static bool is_word(struct fn *f, size_t i, const char *name, const char *long_name)
{
    struct token *t = &f->u->tokens.at[i];
    return t->kind == T_IDENT && !t->sym && t[1].punct == '(' && (strcmp(t->text, name) == 0 || strcmp(t->text, long_name) == 0);
}

/* An await that is printed is not evaluated: its call stands for its type. */
static bool is_await(struct fn *f, size_t i)
{
    return is_word(f, i, "await", "cede_await") ||
           ((is_word(f, i, "boxed", "cede_boxed") || is_word(f, i, "offload", "cede_offload")) && f->u->tokens.at[i - 1].punct == '(' &&
            is_word(f, i - 2, "await", "cede_await"));
}

bool is_function_name(const struct token *t)
{
    return t->kind == T_IDENT && (strcmp(t->text, "__func__") == 0 || strcmp(t->text, "__FUNCTION__") == 0 ||
                                  strcmp(t->text, "__PRETTY_FUNCTION__") == 0);
}

/* Whether token i is printed as something that no word of a macro call is. */
static bool is_replaced(struct fn *f, size_t i, struct expr *skip, bool outside)
{
    struct token *t = &f->u->tokens.at[i];
    if (t->kind == T_PRAGMA || is_function_name(t) || is_await(f, i))
        return true;
    if (t->punct == '{' && given_tag(f, i))
        return true;
    for (struct expr *e = outside ? NULL : f->how_at[i - f->x->begin]; e; e = how_of(e)->next)
        if (e != skip && is_printed_otherwise(e))
            return true;
    return false;
}

static bool same_call(const struct token *a, const struct token *b)
{
    return a->file->main && b->file->main && a->call_begin == b->call_begin && a->call_end == b->call_end
        && a->raw_begin < 0 && b->raw_begin < 0;
}

/* Calls that give more are expanded: each of their words is looked for among all of it. */
#define MOST_TOKENS 1000

/* Where the macro call ends whose first token is i, if all of it lies in [i, end) and
 * its tokens are printed word for word; 0: there is no such call. */
static size_t call_end(struct fn *f, size_t i, size_t end, struct expr *skip, bool outside)
{
    struct token *t = f->u->tokens.at;
    size_t j = i;
    if (!f->u->marks || i <= f->x->begin || i >= f->x->end || t[i].call_end <= 0 || t[i].raw_begin >= 0 || same_call(&t[i], &t[i - 1]))
        return 0;
    for (; j < f->x->end && same_call(&t[i], &t[j]); j++)
        if (j == end || j - i == MOST_TOKENS || is_replaced(f, j, skip, outside))
            return 0;
    return j;
}

/* What stands in for a word: the word itself, or in a macro call the place in the frame of
 * the variable that it names. */
typedef const char *spelling(const char *word, void *data);

static const char *respelled_text(const struct file *m, long begin, long end, spelling *spelled, void *data)
{
    struct text t = { NULL, 0, 0 };
    struct scan s = scan_begin(m->bytes + begin, (size_t)(end - begin));
    for (struct lexeme l; (l = scan_next(&s)).kind != T_EOF; ) {
        const char *word = scan_spelling(&l);
        if (l.punct == '#' && l.bol && t.n)
            return NULL;
        if (t.n && (l.space || l.bol))
            text_puts(&t, " ");
        text_puts(&t, l.kind == T_IDENT && spelled ? spelled(word, data) : word);
    }
    return t.n ? intern(t.bytes, t.n) : NULL;
}

const char *written_text(const struct file *m, long begin, long end)
{
    return respelled_text(m, begin, end, NULL, NULL);
}

struct call {
    struct fn *f;
    size_t begin, end;
    bool outside;
};

static const char *token_text(struct call *c, size_t i)
{
    struct token *t = &c->f->u->tokens.at[i];
    return t->sym ? symbol_text(c->f, t, c->outside) : t->text;
}

/* As the token of that name that came out of the call. */
static const char *spelled_in_call(const char *word, void *data)
{
    struct call *c = data;
    for (size_t i = c->begin; i < c->end; i++)
        if (c->f->u->tokens.at[i].text == word)
            return token_text(c, i);
    return word;
}

/* The call both ways; calls.c decides. */
static bool print_call(struct call *c, struct text *out)
{
    struct token *t = c->f->u->tokens.at;
    const char *written = respelled_text(c->f->u->main, t[c->begin].call_begin, t[c->begin].call_end, spelled_in_call, c);
    if (!written)
        return false;
    text_printf(out, MARK_WRITTEN "%s" MARK_EXPANDED, written);
    for (size_t i = c->begin; i < c->end; i++)
        text_printf(out, "%s%s", i > c->begin && (t[i].space || t[i].bol) ? " " : "", token_text(c, i));
    text_puts(out, MARK_END);
    return true;
}

long written_begin(const struct token *t)
{
    return t->raw_begin >= 0 ? t->raw_begin : t->call_end > 0 ? t->call_begin : -1;
}

long written_end(const struct token *t)
{
    return t->raw_begin >= 0 ? t->raw_end : t->call_end > 0 ? t->call_end : -1;
}

static bool pastes(const struct token *t)
{
    return t->kind != T_PUNCT || !strchr("()[]{},;", t->text[0]);
}

static bool is_blank(const struct file *m, long begin, long end)
{
    while (begin < end && strchr(" \t\r\n", m->bytes[begin]))
        begin++;
    return begin == end;
}

/* Whether token i stands apart from the one before it: as in the file, where both were
 * written there. A preprocessor writes more blanks, so that what comes out of a macro does not
 * grow together with its neighbour: only where it cannot, a call touches it. */
static bool is_apart(struct fn *f, size_t i)
{
    struct token *t = &f->u->tokens.at[i], *before = t - 1;
    long end = written_end(before), begin = written_begin(t);
    bool raw = t->raw_begin >= 0 && before->raw_begin >= 0;
    if (t->file != before->file || !t->file->main || end < 0 || begin < end || !is_blank(f->u->main, end, begin))
        return t->space || t->bol;
    if (!raw && begin == end && pastes(before) && pastes(t) && !(before->kind == T_PUNCT && t->kind != T_PUNCT && t->text[0] != '.'))
        return t->space || t->bol;
    return begin > end;
}

void print_tokens(struct fn *f, struct text *out, size_t begin, size_t end, struct expr *skip, bool outside)
{
    for (size_t i = begin; i < end; ) {
        struct token *t = &f->u->tokens.at[i];
        struct expr *e = outside ? NULL : how_at(f, i, end, skip);
        const char *s = e ? how_text(f, e) : t->sym ? symbol_text(f, t, outside) : t->text, *tag;
        size_t behind = e ? 0 : call_end(f, i, end, skip, outside);
        if (i > begin && (is_apart(f, i) || needs_space(out, s)))
            text_puts(out, " ");
        struct call call = { f, i, behind, outside };
        if (behind && print_call(&call, out)) {
            i = behind;
            continue;
        }
        if (t->kind == T_PUNCT && t->punct == '{' && f->named.n && (tag = given_tag(f, i)))
            text_printf(out, "%s ", tag);
        if (!e && is_function_name(t))
            s = "cede__func";
        if (e || !is_await(f, i))
            text_puts(out, s);
        i = e ? e->end : i + 1;
    }
}

const char *tokens_text(struct fn *f, size_t begin, size_t end)
{
    return range_text(f, begin, end, NULL, false);
}

const char *inner_text(struct fn *f, struct expr *e)
{
    return range_text(f, e->begin, e->end, e, false);
}

const char *expr_text(struct fn *f, struct expr *e)
{
    struct how *h = how_of(e);
    return h && is_printed_otherwise(e) ? how_text(f, e) : inner_text(f, e);
}

/* ---- variables -------------------------------------------------------------------------------------- */

const char *alignment_text(struct fn *f, struct var *v)
{
    struct type *t = v->type;
    const char *natural;
    while (type_is_array(t))
        t = type_strip(t)->base;
    natural = intern_format("CEDE__ALIGNOF(%s)", declaration(f, t, "", true));
    if (v->sym && v->sym->align)
        return intern_format("CEDE__MAX(%s, %s)", range_text(f, v->sym->align->begin, v->sym->align->end, NULL, true), natural);
    if (v->sym && v->sym->align_type)
        return intern_format("CEDE__MAX(CEDE__ALIGNOF(%s), %s)", declaration(f, v->sym->align_type, "", true), natural);
    if (v->sym && v->sym->aligned)
        return "16";
    return natural;
}

bool var_over_aligned(struct var *v)
{
    return v->type && (type_over_aligned(v->type) || (v->sym && v->sym->aligned));
}

const char *var_text(struct fn *f, struct var *v)
{
    struct type pointer;
    if (!v->in_frame)
        return v->name;
    memset(&pointer, 0, sizeof pointer);
    pointer.kind = TY_POINTER;
    pointer.base = v->complete;
    if (v->type && var_over_aligned(v))
        return intern_format("(*(%s)cede__aligned(cede__f->%s, %s))", declaration(f, &pointer, "", false), v->member, alignment_text(f, v));
    if (v->type && v->kind != V_TEMP && v->kind != V_RESULT && (type_strip(v->type)->quals & Q_CONST) && !type_is_array(v->type)) {
        pointer.base = v->type;
        return intern_format("(*(%s)&cede__f->%s)", declaration(f, &pointer, "", false), v->member);
    }
    return intern_format("cede__f->%s", v->member);
}
