/* emit.c: the output file: the user's text with each async function replaced by its
 * structs, its step, its description and its plain symbol. emit_comment.c has what is
 * said about them.
 *
 * Text outside of async functions is copied byte for byte. In front of a function
 * stands what it needs to know of callees in other files or further down, made from
 * their prototypes. Names that would be macros once more are put aside around it. */
#include "emit.h"
#include "calls.h"
#include "map.h"
#include "sizes.h"
#include "parse.h"
#include <stdio.h>
#include <string.h>

struct file_state {
    struct printer p;
    struct map declared;        /* symbols whose args, ret, step and fn stand already */
    struct map sized;           /* … and whose f__deep is an enumerator */
    struct map tags, enumerators, typedefs;     /* names at file scope, by interned name */
    struct map bodies;          /* symbol → its external */
    struct map spawners;        /* f__spawn and f__spawn_kept that stand already, by interned name */
    struct map macros;          /* name → what is a macro now */
    size_t macros_seen;         /* how many directives that holds */
    long copied;                /* bytes of the main file's text that were written */
};

/* ---- writing ------------------------------------------------------------------ */

static void add_text(struct printer *p, const char *s, size_t n)
{
    text_add(p->out, s, n);
    for (size_t i = 0; i < n; i++)
        if (s[i] == '\n') {
            p->out_line++;
            p->line++;
        }
}

void put(struct printer *p, const char *format, ...)
{
    char small[512];
    va_list ap, again;
    int n;
    va_start(ap, format);
    va_copy(again, ap);
    n = vsnprintf(small, sizeof small, format, ap);
    va_end(ap);
    if (n < (int)sizeof small) {
        add_text(p, small, (size_t)n);
    } else {
        char *big = arena_alloc((size_t)n + 1);
        vsnprintf(big, (size_t)n + 1, format, again);
        add_text(p, big, (size_t)n);
    }
    va_end(again);
}

static void set_line(struct printer *p, int n, const char *file);

void line(struct printer *p, const char *format, ...)
{
    char small[1024], *s = small;
    va_list ap, again;
    int n;
    va_start(ap, format);
    va_copy(again, ap);
    n = vsnprintf(small, sizeof small, format, ap);
    va_end(ap);
    if (n >= (int)sizeof small) {
        s = arena_alloc((size_t)n + 1);
        vsnprintf(s, (size_t)n + 1, format, again);
    }
    va_end(again);
    if (p->pinned && (p->line != p->pinned || p->file != p->pinned_file))
        set_line(p, p->pinned, p->pinned_file);
    for (int i = 0; i < p->indent; i++)
        add_text(p, "    ", 4);
    add_text(p, s, (size_t)n);
    add_text(p, "\n", 1);
    p->after_label = false;
}

static const char *quoted(const char *path)
{
    struct text t = { NULL, 0, 0 };
    text_puts(&t, "\"");
    for (; *path; path++) {
        if (*path == '"' || *path == '\\')
            text_puts(&t, "\\");
        text_add(&t, path, 1);
    }
    text_puts(&t, "\"");
    return intern(t.bytes, t.n);
}

static void set_line(struct printer *p, int n, const char *file)
{
    bool after_label = p->after_label;
    if (p->o->no_line)
        return;
    if (file == p->file)
        put(p, "#line %d\n", n);
    else
        put(p, "#line %d %s\n", n, quoted(file));
    p->file = file;
    p->line = n;
    p->after_label = after_label;
}

/* All lines from here on are this token's: what one statement of the user's became takes
 * more than one. NULL: they count on. */
static void pin(struct printer *p, const struct token *t)
{
    p->pinned = t && t->line > 0 ? t->line : 0;
    p->pinned_file = t ? intern_string(t->file->name) : NULL;
}

void sync_user(struct printer *p, size_t token)
{
    struct token *t = &p->u->tokens.at[token];
    const char *file = intern_string(t->file->name);
    pin(p, p->o->no_line ? NULL : t);
    if (p->o->no_line || t->line <= 0 || (file == p->file && t->line == p->line))
        return;
    if (file == p->file && t->line > p->line && t->line - p->line <= 2) {
        while (p->line < t->line)
            put(p, "\n");
        return;
    }
    set_line(p, t->line, file);
}

void sync_own(struct printer *p, size_t token)
{
    if (p->o->wrapped) {
        pin(p, &p->u->tokens.at[token]);
        return;
    }
    const char *own = intern_string(p->o->output ? p->o->output : "cedec output");
    pin(p, NULL);
    if (p->o->no_line || (p->file == own && p->line == p->out_line))
        return;
    set_line(p, p->out_line + 1, own);
    p->line = p->out_line;
}

/* ---- what callers and the function itself need --------------------------------------- */

static struct external *body_of(struct file_state *s, struct symbol *sym)
{
    return map_get(&s->bodies, sym);
}

/* The member of f__args for parameter i: the definition's name where there is one. */
const char *member_name(struct printer *p, struct symbol *sym, size_t i)
{
    struct external *x = body_of((struct file_state *)p, sym);     /* its first member */
    const char *name = x ? x->params.at[i]->name : sym->type->params.at[i].name;
    return name ? name : intern_format("cede__%d", (int)i + 1);
}

/* Only headers of the library declare the arguments of what they do not define. */
bool is_leaf(struct printer *p, struct symbol *fn)
{
    struct file_state *s = (struct file_state *)p;
    return !body_of(s, fn) && map_get(&s->tags, intern_format("%s__args", fn->name));
}

const char *member_text(struct fn *f, struct type *t, const char *name)
{
    if (type_over_aligned(t))
        return intern_format("unsigned char %s[sizeof (%s)]", name, declaration(f, t, "", true));
    return declaration(f, type_assignable(t), name, true);
}

static void emit_args(struct file_state *s, struct fn *f, struct symbol *sym)
{
    struct printer *p = &s->p;
    put(p, "CEDE__FRAME %s__args { cede_state cede__state;", sym->name);
    if (sym->is_iter)
        put(p, " %s;", member_text(f, sym->type->base, "cede__yield"));
    for (size_t i = 0; i < sym->type->params.n; i++)
        put(p, " %s;", member_text(f, sym->type->params.at[i].type, member_name(&s->p, sym, i)));
    put(p, " };\n");
    if (sym->is_iter)
        line(p, "CEDE__FRAME %s__ret { cede_state cede__state; int value; };", sym->name);
    else if (!type_is_void(sym->type->base))
        line(p, "CEDE__FRAME %s__ret { cede_state cede__state; %s; };", sym->name, member_text(f, sym->type->base, "value"));
}

/* struct f__args, struct f__ret, f__step and f__fn, once, from the prototype. */
static void declare(struct file_state *s, struct fn *f, struct symbol *sym)
{
    struct printer *p = &s->p;
    bool is_static = sym->storage == ST_STATIC;
    if (map_get(&s->declared, sym))
        return;
    *map_at(&s->declared, sym) = sym;
    if (map_get(&s->enumerators, intern_format("%s__deep", sym->name)))
        *map_at(&s->sized, sym) = sym;
    if (!map_get(&s->tags, intern_format("%s__args", sym->name)))
        emit_args(s, f, sym);
    else if (!is_static && !body_of(s, sym))
        return;                 /* a header declares all of it */
    line(p, "%scede_status %s__step(void *, cede_task *);", is_static ? "static " : "", sym->name);
    line(p, "%s const cede_fn %s__fn;", is_static ? "static" : "extern", sym->name);
}

/* Parameter i of the plain symbol: the member's name, unless it hides a type. */
static const char *plain_param(struct file_state *s, struct fn *f, size_t i)
{
    const char *name = member_name(&s->p, f->sym, i);
    return map_get(&s->typedefs, name) ? intern_format("cede__%d", (int)i + 1) : name;
}

static const char *plain_text(struct file_state *s, struct fn *f)
{
    struct type t = *f->sym->type;
    struct param *params = NEW_ARRAY(struct param, t.params.n + 1);
    for (size_t i = 0; i < t.params.n; i++) {
        params[i] = t.params.at[i];
        params[i].name = plain_param(s, f, i);
        params[i].type = f->x->params.at[i]->type;
    }
    t.params.at = params;
    return intern_format("%s%s", f->sym->storage == ST_STATIC ? "CEDE__UNUSED static " : "", declaration(f, &t, f->name, true));
}

/* f__spawn or f__spawn_kept: makes a task and writes its arguments. A function, so that
 * they are evaluated before, whether or not there is memory, and converted as a call
 * does. */
static void emit_spawner(struct file_state *s, struct fn *f, struct expr *e)
{
    struct printer *p = &s->p;
    struct symbol *sym = how_of(e)->callee;
    const char *kept = e->op == SP_TASK ? "_kept" : "", *name = intern_format("%s__spawn%s", sym->name, kept);
    struct text params = { NULL, 0, 0 }, args = { NULL, 0, 0 };
    if (map_get(&s->spawners, name))
        return;
    *map_at(&s->spawners, name) = sym;
    for (size_t i = 0; i < sym->type->params.n; i++) {
        text_printf(&params, ", %s", declaration(f, sym->type->params.at[i].type, intern_format("cede__%d", (int)i + 1), true));
        text_printf(&args, ", cede__%d", (int)i + 1);
    }
    line(p, "CEDE__UNUSED static inline cede_task *%s(cede_group *cede__g%s)", name, params.n ? params.bytes : "");
    line(p, "{");
    line(p, "    cede_task *cede__new = cede__spawn%s(cede__g, &%s__fn);", kept, sym->name);
    line(p, "    if (cede__new) CEDE__ARGS(%s, cede__new + 1, 0%s);", sym->name, args.n ? args.bytes : "");
    line(p, "    return cede__new;");
    line(p, "}");
}

/* ---- the frame ----------------------------------------------------------------------------- */

static void emit_member(struct printer *p, struct var *v)
{
    struct fn *f = p->f;
    const char *text, *pad;
    if (!v->type)
        text = intern_format("%s%s%s", v->spelled, v->spelled[strlen(v->spelled) - 1] == '*' ? "" : " ", v->member);
    else if (var_over_aligned(v))
        text = intern_format("unsigned char %s[sizeof (%s) + %s - 1]", v->member, declaration(f, v->complete, "", true), alignment_text(f, v));
    else
        text = declaration(f, v->complete ? v->complete : type_assignable(v->type), v->member, true);
    pad = intern_format("%*s", (int)(strlen(text) < COMMENT_COLUMN ? COMMENT_COLUMN - strlen(text) : 1), "");
    if (strpbrk(text, MARK_WRITTEN))
        pad = intern_string(MARK_PAD);
    line(p, "%s;%s/* %s */", text, pad, member_comment(f, v));
}

static void emit_layout(struct printer *p, struct layout *l)
{
    for (size_t i = 0; i < l->members.n; i++)
        emit_member(p, l->members.at[i]);
    if (!l->arms.n)
        return;
    line(p, "union {");
    p->indent++;
    for (size_t i = 0; i < l->arms.n; i++) {
        bool single = l->arms.at[i]->members.n == 1 && !l->arms.at[i]->arms.n;
        if (single) {
            emit_member(p, l->arms.at[i]->members.at[0]);
            continue;
        }
        line(p, "struct {");
        p->indent++;
        emit_layout(p, l->arms.at[i]);
        p->indent--;
        line(p, "};");
    }
    p->indent--;
    line(p, "};");
}

static void emit_frame(struct file_state *s)
{
    struct printer *p = &s->p;
    struct fn *f = p->f;
    line(p, "CEDE__FRAME %s__frame {", f->name);
    p->indent++;
    line(p, "cede_state cede__state;");
    if (f->sym->is_iter)
        line(p, "%s;    /* the value on offer */", member_text(f, f->sym->type->base, "cede__yield"));
    for (int i = 0; i < f->n_kept; i++) {
        struct var *v = f->vars.at[i];
        if (v->in_frame && !var_over_aligned(v))
            emit_member(p, v);
        else
            line(p, "%s;    /* parameter, not kept */", member_text(f, v->type, intern_format("cede__arg_%s", v->name)));
    }
    emit_layout(p, f->layout);
    p->indent--;
    line(p, "};");
}

/* Where a child's frame begins, as a constant; NULL: it lies behind frames whose size is not known. */
static const char *behind_text(struct fn *f, struct site *site)
{
    if (site->behind)
        return site->behind->sized ? iter_end_text(f, site->behind) : NULL;
    return intern_format("CEDE__BEHIND(struct %s__frame, %s)", f->name, site->last ? site->last->member : "cede__state");
}

static bool is_sized(struct file_state *s, struct symbol *callee)
{
    return map_get(&s->sized, callee) != NULL;
}

/* Whether all sizes are known; outer generators come before inner ones. */
static bool find_sized(struct file_state *s)
{
    struct fn *f = s->p.f;
    bool known = true;
    for (size_t i = 0; i < f->iters.n; i++) {
        struct iter *it = f->iters.at[i];
        it->sized = it->kind == SITE_NAME && is_sized(s, it->callee) && (!it->behind || it->behind->sized);
        known = known && (it->kind != SITE_NAME || it->sized);
    }
    for (size_t i = 0; i < f->sites.n; i++)
        known = known && (f->sites.at[i]->kind != SITE_NAME || is_sized(s, f->sites.at[i]->callee));
    return known;
}

/* One more step of the maximum. */
static void emit_deeper(struct printer *p, int *n, const char *at, const char *callee)
{
    const char *f = p->f->name;
    const char *before = *n ? intern_format("%s__d%d + 0", f, *n) : intern_format("(int)CEDE__ROUND(%s__size)", f);
    line(p, "%s__d%d = CEDE__MAX(%s, %s + (int)%s__deep),", f, ++*n, before, at, callee);
}

/* Offsets of the children, and how deep it goes where that is known. */
static void emit_sizes_of(struct file_state *s)
{
    struct printer *p = &s->p;
    struct fn *f = p->f;
    bool known = find_sized(s);
    int n = 0;
    line(p, "enum {");
    p->indent++;
    emit_iter_offsets(p);
    for (size_t i = 0; i < f->sites.n; i++)
        if (f->sites.at[i]->kind == SITE_NAME && behind_text(f, f->sites.at[i]))
            line(p, "%s__at_%d = %s,", f->name, f->sites.at[i]->n, behind_text(f, f->sites.at[i]));
    line(p, "%s__d0 = CEDE__MAX((int)sizeof (struct %s__frame), (int)sizeof (struct %s__args)),", f->name, f->name, f->name);
    if (f->result->kind != TY_VOID)
        line(p, "%s__size = CEDE__MAX(%s__d0 + 0, (int)sizeof (struct %s__ret))%s", f->name, f->name, f->name, known ? "," : "");
    else
        line(p, "%s__size = %s__d0%s", f->name, f->name, known ? "," : "");
    for (size_t i = 0; known && i < f->iters.n; i++)
        if (f->iters.at[i]->kind == SITE_NAME)
            emit_deeper(p, &n, intern_format("%s__iter_%d", f->name, f->iters.at[i]->n), f->iters.at[i]->callee->name);
    for (size_t i = 0; known && i < f->sites.n; i++)
        if (f->sites.at[i]->kind == SITE_NAME)
            emit_deeper(p, &n, intern_format("%s__at_%d", f->name, f->sites.at[i]->n), f->sites.at[i]->callee->name);
    if (known && n)
        line(p, "%s__deep = %s__d%d", f->name, f->name, n);
    else if (known)
        line(p, "%s__deep = CEDE__ROUND(%s__size)", f->name, f->name);
    p->indent--;
    line(p, "};");
    if (known)
        *map_at(&s->sized, f->sym) = f->sym;
}

/* ---- the description ------------------------------------------------------------------------- */

/* Numbers the callees: generators first, as others refer to them. */
static int number_callees(struct fn *f)
{
    int n = 0;
    for (size_t i = 0; i < f->iters.n; i++)
        if (f->iters.at[i]->kind == SITE_NAME)
            f->iters.at[i]->callee_index = n++;
    for (size_t i = 0; i < f->sites.n; i++) {
        struct site *k = f->sites.at[i];
        if (k->kind == SITE_NAME)
            k->callee_index = n++;
        else if (k->kind == SITE_PULL || k->kind == SITE_CLOSE)
            k->callee_index = k->iter->callee_index;
    }
    return n;
}

/* One that lies behind a generator's frames begins where these end. */
static void emit_callee(struct printer *p, struct symbol *callee, const char *at, int n, struct iter *behind)
{
    if (behind)
        line(p, "    { &%s__fn, 0, %d },", callee->name, behind->callee_index + 1);
    else
        line(p, "    { &%s__fn, %s__%s_%d, 0 },", callee->name, p->f->name, at, n);
}

static void emit_tables(struct printer *p, int callees)
{
    struct fn *f = p->f;
    if (callees) {
        line(p, "static const cede_callee %s__callees[] = {", f->name);
        for (size_t i = 0; i < f->iters.n; i++)
            if (f->iters.at[i]->kind == SITE_NAME)
                emit_callee(p, f->iters.at[i]->callee, "iter", f->iters.at[i]->n, f->iters.at[i]->behind);
        for (size_t i = 0; i < f->sites.n; i++)
            if (f->sites.at[i]->kind == SITE_NAME)
                emit_callee(p, f->sites.at[i]->callee, "at", f->sites.at[i]->n, f->sites.at[i]->behind);
        line(p, "};");
    }
    if (f->sites.n) {
        put(p, "#ifndef CEDE_NO_INTROSPECTION\n");
        line(p, "static const cede_place %s__places[] = {", f->name);
        for (size_t i = 0; i < f->sites.n; i++)
            line(p, "    { %d, %d, %d },", p->u->tokens.at[f->sites.at[i]->token].line, f->sites.at[i]->callee_index + 1, f->sites.at[i]->n);
        line(p, "};");
        put(p, "#endif\n");
    }
}

static void emit_description(struct file_state *s)
{
    struct printer *p = &s->p;
    struct fn *f = p->f;
    bool known = map_get(&s->sized, f->sym), fails;
    int callees = number_callees(f);
    fails = (f->result->kind == TY_INT || f->result->kind == TY_LONG) && !f->sym->is_value;
    emit_tables(p, callees);
    if (!known)
        line(p, "static unsigned %s__sum;", f->name);
    line(p, "%sconst cede_fn %s__fn = {", f->sym->storage == ST_STATIC ? "CEDE__UNUSED static " : "", f->name);
    line(p, "    .name = \"%s\", .file = %s,", f->name, quoted(f->u->tokens.at[f->x->begin].file->name));
    line(p, "    .step = %s__step, .plain = CEDE__PLAIN_OF(%s),", f->name, f->name);
    if (callees)
        line(p, "    .callees = %s__callees, .n_callees = %d,", f->name, callees);
    if (f->sites.n) {
        put(p, "#ifndef CEDE_NO_INTROSPECTION\n");
        line(p, "    .places = %s__places, .n_places = %d,", f->name, (int)f->sites.n);
        put(p, "#endif\n");
    }
    if (f->sym->is_iter) {
        line(p, "    .result_at = offsetof(struct %s__args, cede__yield), .result_size = sizeof (((struct %s__args *)0)->cede__yield),", f->name, f->name);
        line(p, "    .flags = CEDE__ITER,");
    } else if (f->result->kind != TY_VOID) {
        line(p, "    .result_at = offsetof(struct %s__ret, value), .result_size = sizeof (((struct %s__ret *)0)->value),", f->name, f->name);
        if (fails)
            line(p, "    .flags = CEDE__FAILS,");
    }
    if (known)
        line(p, "    .size = %s__size, .deep = %s__deep", f->name, f->name);
    else
        line(p, "    .size = %s__size, .sum = &%s__sum", f->name, f->name);
    line(p, "};");
}

/* Has the arguments written where cede__enter says. */
static void emit_enter(struct file_state *s)
{
    struct printer *p = &s->p;
    struct fn *f = p->f;
    if (f->x->params.n == 0 && !f->sym->is_iter) {
        line(p, "cede__enter_bare(&%s__fn);", f->name);
        return;
    }
    line(p, "void *cede__area = cede__enter(&%s__fn);", f->name);
    line(p, "if (cede__area) {");
    p->indent++;
    if (awkward_args(f->sym, f->sym->type)) {
        line(p, "*(cede_state *)cede__area = 0;");
        for (size_t i = 0; i < f->x->params.n; i++) {
            const char *name = plain_param(s, f, i);
            line(p, "cede__copy(&((struct %s__args *)cede__area)->%s, &%s, sizeof %s);", f->name, member_name(p, f->sym, i), name, name);
        }
    } else {
        struct text t = { NULL, 0, 0 };
        for (size_t i = 0; i < f->x->params.n; i++)
            if (f->sym->is_iter)
                text_printf(&t, ", .%s = %s", member_name(p, f->sym, i), plain_param(s, f, i));
            else
                text_printf(&t, ", %s", plain_param(s, f, i));
        line(p, "CEDE__ARGS(%s, cede__area, %s0%s);", f->name, f->sym->is_iter ? ".cede__state = " : "", t.n ? t.bytes : "");
    }
    p->indent--;
    line(p, "}");
}

/* T f(A a, B b): what pointers point to, and what spawn calls. */
static void emit_plain(struct file_state *s)
{
    struct printer *p = &s->p;
    struct fn *f = p->f;
    line(p, "%s", plain_text(s, f));
    line(p, "{");
    p->indent++;
    if (!type_is_void(f->sym->type->base))
        line(p, "static %s;", const_declaration(f, f->sym->type->base, "cede__none"));
    emit_enter(s);
    if (!type_is_void(f->sym->type->base))
        line(p, "return cede__none;");
    p->indent--;
    line(p, "}");
}

/* ---- one function ------------------------------------------------------------------------------ */

static long text_begin(struct unit *u, struct external *x)
{
    return written_begin(&u->tokens.at[x->begin]);
}

static long text_end(struct unit *u, struct external *x)
{
    return written_end(&u->tokens.at[x->end - 1]);
}

/* Structs that a typedef names, which are defined behind it or not at all. */
static void declare_tags(struct printer *p, struct stmt *s)
{
    for (size_t i = s->begin; i < s->end && !s->decl->tags.n; i++) {
        struct symbol *k = p->u->tokens.at[i].sym;
        if (k && k->kind == SYM_TAG && k->block_scope && k->type->kind != TY_ENUM)
            line(p, "%s;", declaration(p->f, k->type, "", true));
    }
}

static void emit_hoisted(struct printer *p)
{
    struct fn *f = p->f;
    struct stmt *last = NULL;
    for (size_t i = 0; i < f->hoisted.n; i++) {
        struct stmt *s = ((struct type_place *)f->hoisted.at[i]->lowered)->decl;
        struct decl *d = s->decl;
        if (s == last)
            continue;
        last = s;
        if (d->storage == ST_TYPEDEF) {
            struct text t = { NULL, 0, 0 };
            declare_tags(p, s);
            print_tokens(f, &t, s->begin, s->end, NULL, true);
            line(p, "%s", t.bytes);
            continue;
        }
        for (size_t k = 0; k < d->tags.n; k++)
            if (d->tags.at[k]->kind == SYM_TAG && d->tags.at[k]->def_end > d->tags.at[k]->def_begin) {
                struct text t = { NULL, 0, 0 };
                print_tokens(f, &t, d->tags.at[k]->def_begin, d->tags.at[k]->def_end, NULL, true);
                line(p, "%s;", t.bytes);
                break;          /* the outermost; others lie inside */
            }
    }
}

/* Macros whose names stand in the function's tokens: those were expanded already, and
 * would be once more. */
struct names_of_macros {
    const char **at;
    size_t n, cap;
};

/* What generated code names of the contract's, and of the library's. */
static const char *const contract[] = {
    "value", "name", "file", "step", "plain", "callees", "places", "sum", "size", "deep", "result_at", "result_size",
    "n_callees", "n_places", "flags", "kind", "made", "memmove", NULL
};

static void see_macro(struct map *now, struct macro *m)
{
    *map_at(now, m->name) = m->undef ? NULL : m;
}

/* What is a macro somewhere in the function: its tokens stand in front of all of them. What
 * is defined inside is seen again for the next function, in its order. */
static const struct map *macros_of(struct file_state *s, struct external *x)
{
    struct unit *u = s->p.u;
    for (; s->macros_seen < u->macros.n && u->macros.at[s->macros_seen].token <= x->begin; s->macros_seen++)
        see_macro(&s->macros, &u->macros.at[s->macros_seen]);
    for (size_t i = s->macros_seen; i < u->macros.n && u->macros.at[i].token < x->end; i++)
        if (!u->macros.at[i].undef)
            see_macro(&s->macros, &u->macros.at[i]);
    return &s->macros;
}

static void put_aside(struct names_of_macros *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->at[i] == name)
            return;
    VEC_PUSH(names, name);
}

/* Of the sites, then of the generators; NULL: none by name. */
static struct symbol *callee_number(struct fn *f, size_t i)
{
    return i < f->sites.n ? f->sites.at[i]->callee : f->iters.at[i - f->sites.n]->callee;
}

/* Parameters of callees are members of the structs that are declared for them. */
static void collect_parameters(struct symbol *callee, const struct map *now, struct names_of_macros *names)
{
    for (size_t k = 0; callee && k < callee->type->params.n; k++) {
        const char *name = callee->type->params.at[k].name;
        struct macro *m = name ? map_get(now, name) : NULL;
        if (m && !m->function_like)
            put_aside(names, name);
    }
}

static void collect_macros(struct file_state *s, struct fn *f, struct names_of_macros *names)
{
    struct unit *u = f->u;
    struct external *x = f->x;
    const struct map *now = macros_of(s, x);
    for (const char *const *word = contract; *word; word++) {
        struct macro *m = map_get(now, intern_string(*word));
        if (m && !m->function_like)
            put_aside(names, m->name);
    }
    for (size_t i = 0; i < f->sites.n + f->iters.n; i++)
        collect_parameters(callee_number(f, i), now, names);
    for (size_t i = 0; i < f->spawns.n; i++)
        collect_parameters(how_of(f->spawns.at[i])->callee, now, names);
    for (size_t i = x->begin; i < x->end; i++) {
        struct token *t = &u->tokens.at[i];
        struct macro *m = t->kind == T_IDENT ? map_get(now, t->text) : NULL;
        if (!m || (m->body && intern_string(m->body) == t->text && !m->function_like))
            continue;
        if (m->function_like && t->text != f->name && (i + 1 >= x->end || u->tokens.at[i + 1].punct != '('))
            continue;
        put_aside(names, t->text);
    }
}

/* A function-like macro's directive as it was written; it may go on behind a backslash. */
static void repeat_lines(struct printer *p, struct macro *d)
{
    struct file *m = d->file;
    size_t from, to;
    if (!m->bytes || d->line < 1 || (size_t)d->line > m->lines.n)
        return;
    from = to = m->lines.at[d->line - 1];
    while (to < m->n && (m->bytes[to] != '\n' || (to > from && m->bytes[to - 1] == '\\')))
        to++;
    add_text(p, m->bytes + from, to - from);
    put(p, "\n");
}

/* #define and #undef inside the body count for what follows: they are repeated behind it. */
static void repeat_directives(struct printer *p, struct external *x)
{
    for (size_t i = 0; i < p->u->macros.n; i++) {
        struct macro *d = &p->u->macros.at[i];
        if (d->token <= x->begin || d->token >= x->end)
            continue;
        if (d->undef)
            put(p, "#undef %s\n", d->name);
        else if (d->function_like)
            repeat_lines(p, d);
        else
            put(p, "#define %s %s\n", d->name, d->body ? d->body : "");
    }
}

/* What --emit=sizes wants to know, where the frame's names are known. */
static void ask_sizes(struct file_state *s)
{
    struct printer *p = &s->p;
    struct fn *f = p->f;
    struct sized *z = sizes_function(p->u->sizes, f, map_get(&s->sized, f->sym) != NULL);
    for (size_t i = 0; i < f->iters.n; i++) {
        struct iter *it = f->iters.at[i];
        if (it->kind == SITE_NAME)
            sizes_child(p->u->sizes, z, it->callee, it->open->begin, it->behind && !it->behind->sized ? NULL : iter_at_text(f, it), is_sized(s, it->callee));
    }
    for (size_t i = 0; i < f->sites.n; i++) {
        struct site *k = f->sites.at[i];
        if (k->kind == SITE_NAME)
            sizes_child(p->u->sizes, z, k->callee, k->token, behind_text(f, k) ? intern_format("%s__at_%d", f->name, k->n) : NULL, is_sized(s, k->callee));
    }
    put(p, "%s", sizes_questions(p->u->sizes));
}

/* The state word of small chips has 8 bits; cedec does not know for which chip it writes. */
enum { ALWAYS_ENOUGH = 0xFD };

static void emit_states_check(struct printer *p)
{
    if (p->f->n_states > ALWAYS_ENOUGH)
        put(p, "#if %d >= CEDE_STATE_UNWOUND\n#error \"%s has %d states, more than this target's state word holds: make two functions of it\"\n#endif\n",
            p->f->n_states, p->f->name, p->f->n_states);
}

static void emit_function(struct file_state *s, struct external *x)
{
    struct printer *p = &s->p;
    struct unit *u = p->u;
    struct names_of_macros macros = { NULL, 0, 0 };
    struct fn *f = lower(u, p->o, x);
    int errors = u->errors;
    if (u->errors)
        return;
    f->type_names = &s->typedefs;
    flow(f);
    frame(f);
    if (u->errors > errors)
        return;
    p->f = f;
    p->indent = 0;
    for (size_t i = x->begin; i < x->end; i++)
        f->names_itself = f->names_itself || is_function_name(&u->tokens.at[i]);
    collect_macros(s, f, &macros);
    put(p, "\n");
    emit_states_check(p);
    sync_own(p, x->begin);
    emit_conditions(p, text_begin(u, x), text_end(u, x));
    emit_function_comment(p);
    line(p, "CEDE__GENERATED_BEGIN");
    for (size_t i = 0; i < macros.n; i++)
        put(p, "#pragma push_macro(\"%s\")\n#undef %s\n", macros.at[i], macros.at[i]);
    emit_hoisted(p);
    for (size_t i = 0; i < f->sites.n + f->iters.n; i++)
        if (callee_number(f, i) && callee_number(f, i) != f->sym)
            declare(s, f, callee_number(f, i));
    for (size_t i = 0; i < f->spawns.n; i++)
        if (how_of(f->spawns.at[i])->callee != f->sym)
            declare(s, f, how_of(f->spawns.at[i])->callee);
    declare(s, f, f->sym);
    for (size_t i = 0; i < f->spawns.n; i++)
        emit_spawner(s, f, f->spawns.at[i]);
    line(p, "%s;", plain_text(s, f));
    emit_offloads(p);
    emit_frame(s);
    emit_sizes_of(s);
    put(p, "\n");
    emit_step(p);
    put(p, "\n");
    sync_own(p, x->begin);
    emit_plain(s);
    put(p, "\n");
    emit_description(s);
    if (u->sizes)
        ask_sizes(s);
    for (size_t i = macros.n; i-- > 0; )
        put(p, "#pragma pop_macro(\"%s\")\n", macros.at[i]);
    line(p, "CEDE__GENERATED_END");
    pin(p, NULL);
    repeat_directives(p, x);
}

/* ---- the file ------------------------------------------------------------------------------------------ */

static void find_names(struct file_state *s)
{
    struct unit *u = s->p.u;
    for (size_t i = 0; i < u->tokens.n; i++) {
        struct symbol *k = u->tokens.at[i].sym;
        if (!k || !k->name || k->block_scope)
            continue;
        if (k->kind == SYM_TAG)
            *map_at(&s->tags, k->name) = k;
        else if (k->kind == SYM_ENUMERATOR)
            *map_at(&s->enumerators, k->name) = k;
        else if (k->kind == SYM_TYPEDEF)
            *map_at(&s->typedefs, k->name) = k;
    }
    for (size_t i = 0; i < u->externals.n; i++)
        if (u->externals.at[i].kind == X_ASYNC)
            *map_at(&s->bodies, u->externals.at[i].sym) = &u->externals.at[i];
}

static int line_of(struct file *m, long at)
{
    size_t low = 0, high = m->lines.n;
    while (high - low > 1) {
        size_t mid = (low + high) / 2;
        if (m->lines.at[mid] <= (size_t)at)
            low = mid;
        else
            high = mid;
    }
    return (int)low + 1;
}

static void copy_text(struct file_state *s, long to)
{
    struct file *m = s->p.u->main;
    if (to <= s->copied)
        return;
    if (!s->p.o->no_line)
        set_line(&s->p, line_of(m, s->copied), intern_string(m->name));
    add_text(&s->p, m->bytes + s->copied, (size_t)(to - s->copied));
    s->copied = to;
}

/* Behind a function's closing brace the rest of its line goes on where it was. */
static void skip_text(struct file_state *s, long to)
{
    struct file *m = s->p.u->main;
    if (to <= s->copied)
        return;
    s->copied = to;
    while (s->copied < (long)m->n && (m->bytes[s->copied] == ' ' || m->bytes[s->copied] == '\t' || m->bytes[s->copied] == '\r'))
        s->copied++;
    if (s->copied < (long)m->n && m->bytes[s->copied] == '\n')
        s->copied++;
}

/* Whether an external that is not async comes out of a macro call that also made one
 * that is: the call goes, so it has to be written out. */
static bool shares_call(struct unit *u, struct external *x)
{
    struct token *t = &u->tokens.at[x->begin];
    if (x->kind == X_ASYNC || !t->file->main || t->raw_begin >= 0 || t->call_end <= 0)
        return false;
    for (size_t i = 0; i < u->externals.n; i++) {
        struct external *y = &u->externals.at[i];
        if (y->kind == X_ASYNC && u->tokens.at[y->begin].file->main && text_begin(u, y) < t->call_end && text_end(u, y) > t->call_begin)
            return true;
    }
    return false;
}

static void emit_expanded(struct file_state *s, struct external *x)
{
    struct printer *p = &s->p;
    for (size_t i = x->begin; i < x->end; i++)
        put(p, "%s%s", p->u->tokens.at[i].text, i + 1 < x->end ? " " : "\n");
}

static bool has_types(struct file_state *s)
{
    return map_get(&s->tags, intern_string("cede_fn")) != NULL;
}

void emit(struct unit *u, const struct options *o, struct text *out)
{
    struct file_state s;
    bool any = false;
    memset(&s, 0, sizeof s);
    s.p.u = u;
    s.p.o = o;
    s.p.out = out;
    s.p.out_line = 1;
    find_names(&s);
    box_recursion(u);
    put(&s.p, "/* Generated by cedec from %s; edit that instead. */\n", u->path);
    put(&s.p, "#define CEDE__GENERATED 1\n");
    for (size_t i = 0; i < u->externals.n; i++) {
        struct external *x = &u->externals.at[i];
        if (shares_call(u, x)) {
            copy_text(&s, text_begin(u, x));
            emit_expanded(&s, x);
            skip_text(&s, text_end(u, x));
        }
        if (x->kind != X_ASYNC || x->bad)
            continue;
        if (text_begin(u, x) < 0 || text_end(u, x) < 0) {
            error_at(u, x->begin, x->begin + 1, "cedec cannot find where this function stands in the file");
            continue;
        }
        if (!any && !has_types(&s)) {
            error_at(u, x->begin, x->begin + 1, "async functions need the declarations of <cede.h>");
            hint(u, "write #include <cede.h> above");
            return;
        }
        copy_text(&s, text_begin(u, x));
        if (!any) {
            if (o->poison_dead)
                put(&s.p, "void __asan_poison_memory_region(const volatile void *, __SIZE_TYPE__);\n"
                           "void __asan_unpoison_memory_region(const volatile void *, __SIZE_TYPE__);\n");
            put(&s.p, "\n#if CEDE_ABI != 2\n#error \"made by a cedec that does not fit this <cede.h>: generate the file again\"\n#endif\n");
            emit_legend(&s.p);
            any = true;
        }
        emit_function(&s, x);
        skip_text(&s, text_end(u, x));
    }
    copy_text(&s, (long)u->main->n);
}
