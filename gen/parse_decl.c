/* parse_decl.c: declarators, the symbols they declare, and declarations.
 *
 * In:   parse.c (file scope), parse_stmt.c (blocks), parse_expr.c (type names).
 * Out:  types and symbols, bound in scope.
 *
 * A declarator is read outside in and means inside out: where one stands in
 * parentheses, its inner part is built on a type still empty, which what follows
 * the parentheses fills in.
 * Always: a declared name is bound right behind its declarator, before its initialiser. */
#include "parse_internal.h"

#include <string.h>

/* ---- declarators ---------------------------------------------------------------------------- */

static struct type *declarator(struct parser *p, struct type *base, enum naming naming, struct declared *d);
static struct type *suffixes(struct parser *p, struct type *base, struct declared *d, bool fresh);

static struct type *pointers(struct parser *p, struct type *base, struct declared *d)
{
    for (int n = 0; parse_at(p, '*') || parse_at(p, '^'); n++) {     /* '^': clang's blocks */
        if (n >= MAX_DEPTH)
            parse_fail(p, p->pos, p->pos + 1, NULL, "a pointer with too many levels");
        unsigned quals = 0;
        parse_advance(p);
        while (parse_qualifier(p, &quals) || parse_attribute_begins(p))
            parse_attributes(p, &d->attributes);
        base = type_new(TY_POINTER, base);
        base->quals = quals;
    }
    return base;
}

/* Arrays and functions as parameters are pointers. */
static struct type *adjusted(struct type *t)
{
    struct type *bare = type_strip(t), *pointer;
    if (bare->kind == TY_FUNCTION)
        return type_new(TY_POINTER, t);
    if (bare->kind != TY_ARRAY)
        return t;
    pointer = type_decay(bare);
    pointer->quals = bare->index_quals;
    return pointer;
}

static void add_param(struct parser *p, struct type *function, const struct specifiers *s, const struct declared *d)
{
    struct param param = { d->name, adjusted(d->type), d->type, NULL, d->place, s->attributes.noescape || d->attributes.noescape };
    struct symbol *sym = parse_symbol(p, SYM_VAR, d->name, d->place);
    sym->type = param.type;
    sym->storage = s->storage;
    sym->is_param = true;
    sym->block = NULL;
    parse_apply_attributes(sym, &s->attributes);
    parse_apply_attributes(sym, &d->attributes);
    if (d->name) {
        scope_bind(p->names, sym, false);
        d->place->sym = sym;
    }
    param.sym = sym;
    VEC_PUSH(&function->params, param);
}

static void parameter(struct parser *p, struct type *function)
{
    struct specifiers s;
    struct declared d;
    parse_specifiers(p, &s);
    if (s.begin == s.end)
        parse_expected(p, "a parameter's type");
    parse_declarator(p, s.type, MAYBE_NAMED, &d);
    if (!d.place)
        d.place = &p->t[s.begin];
    add_param(p, function, &s, &d);
}

/* f(a, b): names only, types behind the parentheses. */
static void identifier_list(struct parser *p, struct type *function, struct declared *d, bool fresh)
{
    function->no_prototype = true;
    if (fresh)
        d->old_style = true;
    do {
        if (!parse_at_name(p))
            parse_expected(p, "a parameter");
        struct specifiers s = { .type = type_basic(TY_INT) };
        struct declared name = { .name = p->name->text, .place = &p->t[p->pos], .type = s.type };
        add_param(p, function, &s, &name);
        parse_advance(p);
    } while (parse_accept(p, ','));
}

static bool is_void_list(const struct type *function)
{
    const struct param *first = function->params.at;
    return function->params.n == 1 && !first->name && type_strip(first->type)->kind == TY_VOID;
}

static void parameter_list(struct parser *p, struct type *function)
{
    do {
        if (parse_accept(p, P_ELLIPSIS)) {
            function->variadic = true;
            break;
        }
        parameter(p, function);
    } while (parse_accept(p, ','));
    if (is_void_list(function) && !function->variadic)
        function->params.n = 0;
}

static bool at_identifier_list(const struct parser *p)
{
    return parse_at_name(p) && !parse_declaration_begins(p, p->pos) &&
           (parse_next_is(p, ',') || parse_next_is(p, ')'));
}

static struct type *function(struct parser *p, struct type *base, struct declared *d, bool fresh)
{
    struct type *t = type_new(TY_FUNCTION, NULL);
    struct scope *scope = scope_enter(p->names);

    parse_advance(p);
    if (parse_at(p, ')'))
        t->no_prototype = true;
    else if (at_identifier_list(p))
        identifier_list(p, t, d, fresh);
    else
        parameter_list(p, t);
    scope_leave(p->names);
    parse_expect(p, ')', "')' behind the parameters");
    if (fresh)
        d->params = scope;
    t->base = suffixes(p, base, d, false);
    return t;
}

static struct type *array(struct parser *p, struct type *base, struct declared *d)
{
    struct type *t = type_new(TY_ARRAY, NULL);
    parse_advance(p);
    while (parse_qualifier(p, &t->index_quals) || parse_word(p) == W_STATIC)
        if (parse_word(p) == W_STATIC)
            parse_advance(p);
    if (parse_at(p, '*') && parse_next_is(p, ']')) {
        parse_advance(p);
        t->vla = true;
    } else if (!parse_at(p, ']')) {
        t->size = parse_constant(p, "the size of an array");
        t->vla = !expr_is_constant(p->u, t->size);
        if (!expr_constant(p->u, t->size, &t->count))
            t->count = -1;
    }
    parse_expect(p, ']', "']'");
    t->base = suffixes(p, base, d, false);
    return t;
}

/* [size] and (parameters) behind a name; fresh: nothing stands between it and here. */
static struct type *suffixes(struct parser *p, struct type *base, struct declared *d, bool fresh)
{
    parse_enter(p);
    while (parse_at_double_bracket(p, p->pos))
        parse_attributes(p, &d->attributes);
    if (parse_at(p, '['))
        base = array(p, base, d);
    else if (parse_at(p, '('))
        base = function(p, base, d, fresh);
    parse_leave(p);
    return base;
}

/* Whether '(' opens a declarator and not the parameters of an abstract one. */
static bool at_nested(const struct parser *p, enum naming naming)
{
    if (!parse_at(p, '('))
        return false;
    if (naming == NAMED)
        return true;
    size_t next = parse_next(p, p->pos);
    const struct token *t = &p->t[next];
    if (t->kind == T_PUNCT)
        return t->punct == '*' || t->punct == '(' || t->punct == '^' ||
               (t->punct == '[' && !parse_at_double_bracket(p, next));
    enum word w = parse_word_at(p, next);
    if (w == W_ATTRIBUTE || w == W_IGNORED)
        return true;
    return naming == MAYBE_NAMED && t->kind == T_IDENT && !parse_declaration_begins(p, next) &&
           (w == W_NONE || w >= W_FIRST_SOFT);
}

static struct type *nested(struct parser *p, struct type *base, enum naming naming, struct declared *d)
{
    struct type *hole = type_new(TY_UNKNOWN, NULL);

    parse_advance(p);
    struct type *inner = declarator(p, hole, naming, d);
    parse_attributes(p, &d->attributes);
    parse_expect(p, ')', "')'");
    struct type *outer = suffixes(p, base, d, inner == hole);
    if (inner == hole)
        return outer;
    *hole = *outer;
    return inner;
}

static void take_name(struct parser *p, struct declared *d)
{
    d->name = p->name->text;
    d->place = &p->t[p->pos];
    parse_advance(p);
}

static struct type *declarator(struct parser *p, struct type *base, enum naming naming, struct declared *d)
{
    parse_enter(p);
    unsigned ignored = 0;
    while (parse_word(p) == W_IGNORED)          /* calling conventions */
        parse_qualifier(p, &ignored);
    parse_attributes(p, &d->attributes);
    base = pointers(p, base, d);
    while (parse_word(p) == W_IGNORED)
        parse_qualifier(p, &ignored);
    if (at_nested(p, naming)) {
        base = nested(p, base, naming, d);
    } else {
        if (naming != ABSTRACT && parse_at_name(p))
            take_name(p, d);
        else if (naming == NAMED)
            parse_expected(p, "a name");
        base = suffixes(p, base, d, true);
    }
    parse_leave(p);
    return base;
}

static bool at_asm(const struct parser *p)
{
    return parse_word(p) == W_ASM || parse_word(p) == W_SOFT_ASM;
}

/* asm("name") and attributes behind a declarator belong to it. */
static void declarator_end(struct parser *p, struct declared *d)
{
    while (at_asm(p) || parse_attribute_begins(p)) {
        if (!at_asm(p)) {
            parse_attributes(p, &d->attributes);
            continue;
        }
        parse_advance(p);
        parse_skip_group(p);
    }
}

void parse_declarator(struct parser *p, struct type *base, enum naming naming, struct declared *d)
{
    memset(d, 0, sizeof *d);
    d->begin = p->pos;
    d->type = declarator(p, base, naming, d);
    declarator_end(p, d);
    d->type = parse_attributed_type(d->type, &d->attributes);
    d->end = p->pos == d->begin ? d->begin : p->prev_end;
}

struct type *parse_type_name(struct parser *p)
{
    struct specifiers s;
    struct declared d;
    parse_specifiers(p, &s);
    if (!s.typed)
        parse_expected(p, "a type");
    parse_declarator(p, s.type, ABSTRACT, &d);
    return d.type;
}

/* ---- symbols ---------------------------------------------------------------------------------- */

static enum symbol_kind kind_of(const struct specifiers *s, const struct declared *d)
{
    if (s->storage == ST_TYPEDEF)
        return SYM_TYPEDEF;
    return type_strip(d->type)->kind == TY_FUNCTION ? SYM_FUNC : SYM_VAR;
}

/* What this declaration declares once more; NULL: it is the first. Functions of one
 * name are one, also those declared in blocks. */
static struct symbol *declared_before(struct parser *p, enum symbol_kind kind, const char *name)
{
    struct symbol *sym = kind == SYM_FUNC ? name_of(p->names, name)->function : scope_find_here(p->names, name, false);
    return sym && sym->kind == kind ? sym : NULL;
}

/* What one declaration promises of its parameters holds for all. */
static void merge_params(const struct type *old, struct type *t)
{
    for (size_t i = 0; i < t->params.n && i < old->params.n; i++)
        t->params.at[i].noescape |= old->params.at[i].noescape;
}

static void merge_type(struct symbol *sym, struct type *t)
{
    struct type *old = sym->type ? type_strip(sym->type) : NULL;
    struct type *bare = type_strip(t);
    if (old && old->kind == TY_FUNCTION && bare->kind == TY_FUNCTION)
        merge_params(old, bare);
    if (old && old->kind == TY_FUNCTION && bare->kind == TY_FUNCTION && bare->no_prototype && !old->no_prototype)
        return;
    if (old && old->kind == TY_ARRAY && bare->kind == TY_ARRAY && !bare->size && !bare->vla)
        return;
    sym->type = t;
}

static struct type *aligned_copy(struct type *t)
{
    struct type *copy = NEW(struct type);
    *copy = *t;
    copy->aligned = true;
    return copy;
}

static void merge_specifiers(struct symbol *sym, const struct specifiers *s, const struct declared *d)
{
    if (s->storage && !(sym->storage == ST_STATIC && s->storage == ST_EXTERN))
        sym->storage = s->storage;
    sym->thread_local_ |= s->thread;
    sym->is_constexpr |= s->is_constexpr;
    sym->is_inline |= s->is_inline;
    sym->is_noreturn |= s->is_noreturn;
    parse_apply_attributes(sym, &s->attributes);
    parse_apply_attributes(sym, &d->attributes);
    if (sym->kind != SYM_FUNC)
        return;
    sym->is_async |= s->is_async;
    sym->is_iter |= s->is_iter;
    sym->is_value |= s->is_value;
    sym->is_blocking |= s->is_blocking;
}

/* Pointers to functions, arrays of them and structs with them may say async. */
static void refuse_async(struct parser *p, const struct declared *d)
{
    struct type *t = type_strip(d->type);
    while (t->kind == TY_ARRAY || t->kind == TY_POINTER)
        t = type_strip(t->base);
    if (t->kind != TY_FUNCTION && t->kind != TY_UNKNOWN)
        parse_fail(p, d->begin, d->end, NULL, "'%s' is no function, so it cannot be async", d->name);
}

struct symbol *parse_declare(struct parser *p, const struct specifiers *s, const struct declared *d)
{
    enum symbol_kind kind = kind_of(s, d);
    if (s->is_async && kind != SYM_FUNC)
        refuse_async(p, d);
    struct symbol *sym = declared_before(p, kind, d->name);
    if (!sym)
        sym = parse_symbol(p, kind, d->name, d->place);
    if (scope_find_here(p->names, d->name, false) != sym)
        scope_bind(p->names, sym, false);
    if (kind == SYM_FUNC) {
        name_of(p->names, d->name)->function = sym;
        sym->block_scope &= p->in_body;
    }
    merge_type(sym, d->type);
    merge_specifiers(sym, s, d);
    if (kind == SYM_TYPEDEF) {
        if (s->attributes.aligned || d->attributes.aligned)
            sym->type = aligned_copy(sym->type);
        VEC_PUSH(&p->defined, sym);
    }
    d->place->sym = sym;
    return sym;
}

void parse_deduce(struct parser *p, struct symbol *sym, struct expr *init)
{
    struct type *t = type_unqualified(expr_type(p->u, init));
    struct type *bare = type_strip(t);
    if (bare->kind == TY_ARRAY || bare->kind == TY_FUNCTION)
        t = type_decay(bare);
    sym->type = type_qualified(t, sym->type->quals);
}

/* ---- declarations -------------------------------------------------------------------------------- */

void parse_set_definition(struct parser *p, size_t first, size_t begin)
{
    for (size_t i = first; i < p->defined.n; i++) {
        struct symbol *sym = p->defined.at[i];
        if (sym->kind == SYM_TAG)
            continue;
        sym->def_begin = begin;
        sym->def_end = p->prev_end;
    }
    p->defined.n = first;
}

/* _Static_assert(condition, "message"); s may be NULL */
void parse_static_assert(struct parser *p, struct stmt *s)
{
    parse_advance(p);
    parse_expect(p, '(', "'('");
    p->unevaluated++;
    struct expr *e = parse_constant(p, "a static assertion");
    p->unevaluated--;
    if (s)
        s->expr = e;
    if (parse_accept(p, ','))
        parse_conditional(p);
    parse_expect(p, ')', "')'");
    parse_expect(p, ';', "';'");
}

static void take_tags(struct parser *p, struct decl *decl, size_t first)
{
    for (size_t i = first; i < p->defined.n; i++)
        if (p->defined.at[i]->kind != SYM_TYPEDEF)
            VEC_PUSH(&decl->tags, p->defined.at[i]);
}

static void refuse_nested_function(struct parser *p, const struct declared *d)
{
    if (d->params && (parse_at(p, '{') || (d->old_style && parse_type_begins(p, p->pos))))
        parse_fail(p, d->begin, d->end, "define it at file scope",
                   "a nested function in an async function is not supported");
}

static void init_declarator(struct parser *p, struct decl *decl, const struct specifiers *s)
{
    struct declared d;
    parse_declarator(p, s->type, NAMED, &d);
    refuse_nested_function(p, &d);
    struct declarator to = { parse_declare(p, s, &d), d.begin, d.end, NULL };
    if (parse_accept(p, '='))
        to.init = parse_initialiser(p);
    if (to.init && s->is_constexpr && type_is_integer(type_strip(to.sym->type)))
        to.sym->number_known = expr_constant(p->u, to.init, &to.sym->number);
    if (to.init && type_strip(to.sym->type)->kind == TY_AUTO)
        parse_deduce(p, to.sym, to.init);
    VEC_PUSH(&decl->declarators, to);
}

struct decl *parse_declaration(struct parser *p)
{
    struct decl *decl = NEW(struct decl);
    struct specifiers s;
    size_t first = p->defined.n;

    parse_specifiers(p, &s);
    /* No resume point may pass its initialiser by. */
    decl->is_constexpr = s.is_constexpr && s.storage != ST_STATIC;
    if (s.is_constexpr)
        s.storage = ST_STATIC;
    decl->spec_begin = s.begin;
    decl->spec_end = s.end;
    decl->storage = s.storage;
    take_tags(p, decl, first);
    if (!parse_at(p, ';'))
        do
            init_declarator(p, decl, &s);
        while (parse_accept(p, ','));
    parse_expect(p, ';', "';' at the end of the declaration");
    parse_set_definition(p, first, s.begin);
    return decl;
}
