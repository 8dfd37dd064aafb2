/* lower_scan.c: what a function has, before it is lowered: which expressions
 * suspend, its variables, labels, block-scope types, and the regions: the blocks
 * that owe something when they are left, and what stands around each statement. */
#include "lower_internal.h"
#include "scope.h"

struct var *var_of(struct symbol *s)
{
    return s && s->kind == SYM_VAR ? s->lowered : NULL;
}

struct symbol *offload_function(struct unit *u)
{
    struct symbol *s = scope_find(u->names, intern_string("cede_offload_call"), false);
    return s && s->kind == SYM_FUNC && s->is_async ? s : NULL;
}

/* The struct that CEDE_CONTEXT has made for the variable at this address; NULL: it is none. */
struct type *context_type(struct unit *u, struct expr *address)
{
    struct type *t = type_strip(type_decay(expr_type(u, address)));
    if (t->kind != TY_POINTER)
        return NULL;
    t = type_strip(t->base);
    if (t->kind != TY_STRUCT || !t->sym || t->sym->type->members.n != 1 || !t->sym->type->members.at[0].name)
        return NULL;
    return strcmp(t->sym->type->members.at[0].name, "cede__value") == 0 ? t : NULL;
}

/* ---- which expressions and statements suspend --------------------------------- */

struct how *need_how(struct expr *e)
{
    if (!e->lowered)
        e->lowered = NEW(struct how);
    return e->lowered;
}

bool kid_is_evaluated(struct expr *e, size_t i)
{
    if (e->kids.at[i]->unevaluated)
        return false;
    if (e->kind == E_GENERIC || e->kind == E_CHOOSE)
        return e->chosen == 0 ? i > 0 : (int)i == e->chosen;
    return true;
}

/* Whether a statement expression's body must become statements of the function:
 * it has jumps out, labels, or blocks that owe something. */
static bool stmt_leaves(struct stmt *s, bool in_loop, bool in_switch)
{
    if (!s)
        return false;
    switch (s->kind) {
    case S_RETURN: case S_GOTO: case S_LABEL: case S_DEFER: case S_WITHIN: case S_SHIELD: case S_CONTEXT: case S_GROUP: case S_YIELD: case S_EACH:
        return true;
    case S_BREAK:
        return !in_loop && !in_switch;
    case S_CONTINUE:
        return !in_loop;
    case S_WHILE: case S_DO: case S_FOR:
        in_loop = true;
        break;
    case S_SWITCH:
        in_switch = true;
        break;
    default:
        break;
    }
    for (size_t i = 0; i < s->list.n; i++)
        if (stmt_leaves(s->list.at[i], in_loop, in_switch))
            return true;
    return stmt_leaves(s->init, in_loop, in_switch) || stmt_leaves(s->body, in_loop, in_switch) ||
           stmt_leaves(s->other, in_loop, in_switch);
}

bool expr_suspends(struct expr *e)
{
    struct how *h;
    if (!e || e->unevaluated || e->kind == E_SIZEOF)
        return false;
    h = need_how(e);
    if (h->scanned)
        return h->suspends;
    h->scanned = true;
    h->suspends = e->kind == E_AWAIT || e->kind == E_ITER || (e->kind == E_STMT && (stmt_suspends(e->body) || stmt_leaves(e->body, false, false)));
    for (size_t i = 0; i < e->kids.n; i++)
        if (kid_is_evaluated(e, i) && expr_suspends(e->kids.at[i]))
            h->suspends = true;
    return h->suspends;
}

static bool decl_suspends(struct decl *d)
{
    for (size_t i = 0; i < d->declarators.n; i++)
        if (d->declarators.at[i].sym->storage != ST_STATIC && expr_suspends(d->declarators.at[i].init))
            return true;
    return false;
}

bool stmt_suspends(struct stmt *s)
{
    if (!s)
        return false;
    if (s->kind == S_GROUP || s->kind == S_YIELD || (s->decl && decl_suspends(s->decl)))
        return true;
    if (expr_suspends(s->expr) || expr_suspends(s->expr2) || expr_suspends(s->inc))
        return true;
    for (size_t i = 0; i < s->exprs.n; i++)
        if (expr_suspends(s->exprs.at[i]))
            return true;
    for (size_t i = 0; i < s->list.n; i++)
        if (stmt_suspends(s->list.at[i]))
            return true;
    return stmt_suspends(s->init) || stmt_suspends(s->body) || stmt_suspends(s->other);
}

/* ---- regions: found before anything is lowered -------------------------------------- */

struct place *place_of(struct stmt *s)
{
    if (!s->lowered)
        s->lowered = NEW(struct place);
    return s->lowered;
}

struct region *region_new(struct fn *f, enum region_kind kind, struct region *parent, struct stmt *s)
{
    struct region *r = NEW(struct region);
    r->kind = kind;
    r->n = (int)f->regions.n + 1;
    r->parent = parent;
    r->stmt = s;
    VEC_PUSH(&f->regions, r);
    return r;
}

static void scan_expr(struct scan *c, struct expr *e, struct region *r, struct stmt *block);

/* A type name declared in a block knows its declaration, for frame.c may have to
 * move it to file scope. */
static void type_unit(struct symbol *sym, struct stmt *s)
{
    struct type_place *p = NEW(struct type_place);
    p->decl = s;
    sym->lowered = p;
}

/* struct { … } x: the declaration is printed apart from x, so it needs a name. */
static void name_anonymous(struct fn *f, struct type *t)
{
    while (t->kind == TY_POINTER || t->kind == TY_ARRAY || t->kind == TY_FUNCTION)
        t = t->base;
    if ((t->kind == TY_STRUCT || t->kind == TY_UNION || t->kind == TY_ENUM) && t->sym && !t->sym->name && t->sym->lowered) {
        t->sym->name = intern_format("cede__anonymous_%d", ++f->n_temps);
        VEC_PUSH(&f->named, t->sym);
    }
}

static void scan_decl(struct scan *c, struct stmt *s, struct region *r, struct stmt *block)
{
    struct fn *f = c->f;
    for (size_t i = 0; i < s->decl->tags.n; i++)
        type_unit(s->decl->tags.at[i], s);
    for (size_t i = 0; i < s->decl->declarators.n; i++) {
        struct declarator *d = &s->decl->declarators.at[i];
        struct symbol *sym = d->sym;
        if (sym->kind == SYM_TYPEDEF)
            type_unit(sym, s);
        if (sym->kind == SYM_VAR && s->decl->tags.n)
            name_anonymous(f, sym->type);
        if (sym->kind == SYM_VAR && sym->storage != ST_STATIC && sym->storage != ST_EXTERN && !sym->thread_local_) {
            struct var *v = var_new(f, V_LOCAL, sym->name, sym->type);
            v->sym = sym;
            v->block = sym->block;
            v->place = sym->place;
            v->inert = c->inert;
            v->init = d->init;
            sym->lowered = v;
        }
        scan_expr(c, d->init, r, block);
    }
}

static void scan_list(struct scan *c, struct stmt *s, struct region *r)
{
    struct region *group = r && r->kind == R_GROUP && r->stmt->body == s ? r : NULL;
    if (!c->inert)
        split_cleanups(s);
    for (size_t i = 0; i < s->list.n; i++) {
        struct stmt *k = s->list.at[i];
        scan_stmt(c, k, r, s);
        if (k->kind == S_DEFER || is_open(k)) {
            r = place_of(k)->opens;
            r->waits = group;
        }
    }
}

/* Signals wait while the defer runs. That shows where it awaits, and to whom it calls:
 * cede_cancel_pending() may be asked in there. */
static void need_hold(struct fn *f, struct region *defer)
{
    if (!defer->node)
        defer->node = runtime_var(f, V_RUNTIME, "cede_scope", "hold", place_of(defer->stmt)->opens->n);
}

static struct region *defer_around(struct region *r)
{
    while (r && r->kind != R_DEFER_BODY)
        r = r->parent;
    return r;
}

static void scan_defer(struct scan *c, struct stmt *s, struct region *r, struct stmt *block)
{
    struct fn *f = c->f;
    struct place *p = place_of(s);
    p->opens = region_new(f, R_DEFER, r, s);
    p->body = region_new(f, R_DEFER_BODY, r, s);
    p->opens->left = p->body->left = runtime_var(f, V_LEFT, "int", "left", p->opens->n);
    if (!s->body || stmt_suspends(s->body))     /* without: a cleanup function's call */
        need_hold(f, p->body);
    scan_stmt(c, s->body, p->body, block);
}

static void scan_group(struct scan *c, struct stmt *s, struct region *r, struct stmt *block)
{
    struct fn *f = c->f;
    struct place *p = place_of(s);
    struct var *g = var_new(f, V_RUNTIME, s->sym->name, NULL);
    g->spelled = "cede_group";
    g->sym = s->sym;
    g->place = s->sym->place;
    s->sym->lowered = g;
    p->opens = region_new(f, R_GROUP, r, s);
    p->body = region_new(f, R_GROUP_ELSE, r, s);
    p->opens->node = p->body->node = g;
    p->opens->left = runtime_var(f, V_LEFT, "int", "left", p->opens->n);
    scan_expr(c, s->expr, r, block);
    scan_stmt(c, s->body, p->opens, block);
    scan_stmt(c, s->other, p->body, block);
}

/* while (({ break; 1; })): gcc takes it for the loop around, clang for this one. */
static void check_head(struct scan *c, struct stmt *s)
{
    const char *what = s->kind == S_BREAK ? "break" : "continue";
    struct stmt *in = s, *t = s->parent;
    while (t && t->kind != S_WHILE && t->kind != S_DO && t->kind != S_FOR && (t->kind != S_SWITCH || s->kind == S_CONTINUE) &&
           (t->kind != S_EACH || in != t->body)) {
        in = t;
        t = t->parent;
    }
    if (!t || in == t->body)
        return;
    error_at(c->f->u, s->begin, s->end, "%s in the head of a %s", what, t->kind == S_SWITCH ? "switch" : "loop");
    hint(c->f->u, "compilers disagree on what it leaves, this one or what is around it: put it into the body, or use goto");
}

/* The value bound lies in the frame, in a struct of the variable's type. */
static void scan_context(struct scan *c, struct stmt *s, struct region *r, struct stmt *block)
{
    struct fn *f = c->f;
    struct place *p = place_of(s);
    struct type *t = context_type(f->u, s->expr);
    hoist_types(f, t);
    p->opens = region_new(f, R_CONTEXT, r, s);
    p->opens->node = runtime_var(f, V_RUNTIME, intern_format("CEDE__BOUND(%s)", declaration(f, type_assignable(t), "", true)),
                                 "context", p->opens->n);
    scan_expr(c, s->expr, r, block);
    scan_expr(c, s->expr2, r, block);
    scan_stmt(c, s->body, p->opens, block);
}

/* Nobody looks at what e gives: nobody learns why a spawn in it failed, or keeps the
 * pointer that a call in it gives back. */
static void discard(struct expr *e)
{
    struct stmt *value;
    if (!e)
        return;
    switch (e->kind) {
    case E_SPAWN:
    case E_CALL:
        need_how(e)->unused = true;
        return;
    case E_PAREN:
        discard(e->kids.at[0]);
        return;
    case E_CAST:            /* (void)spawn(…) says that the error is of no interest */
        if (type_is_void(e->type) && without_parens(e->kids.at[0])->kind == E_CALL)
            discard(e->kids.at[0]);
        return;
    case E_COMMA: case E_AND: case E_OR: case E_COND:
        for (size_t i = 1; i < e->kids.n; i++)
            discard(e->kids.at[i]);
        return;
    case E_STMT:
        value = value_statement(e);
        discard(value ? value->expr : NULL);
        return;
    default:
        return;
    }
}

void scan_stmt(struct scan *c, struct stmt *s, struct region *r, struct stmt *block)
{
    struct place *p;
    struct stmt *header;
    if (!s)
        return;
    p = place_of(s);
    p->around = r;
    switch (s->kind) {
    case S_BLOCK:
        scan_list(c, s, r);
        return;
    case S_DECL:
        scan_decl(c, s, r, block);
        if (is_open(s))
            scan_open(c, s, r);
        return;
    case S_EACH:
        scan_expr(c, s->expr, r, block);
        scan_decl(c, s, r, s);
        scan_each(c, s, r);
        return;
    case S_DEFER:
        scan_defer(c, s, r, block);
        return;
    case S_GROUP:
        scan_group(c, s, r, block);
        return;
    case S_CONTEXT:
        scan_context(c, s, r, block);
        return;
    case S_WITHIN:
    case S_SHIELD:
        scan_expr(c, s->expr, r, block);
        p->opens = region_new(c->f, s->kind == S_WITHIN ? R_WITHIN : R_SHIELD, r, s);
        p->opens->node = s->kind == S_WITHIN
            ? runtime_var(c->f, V_RUNTIME, "cede__within", "within", p->opens->n)
            : runtime_var(c->f, V_RUNTIME, "cede_scope", "hold", p->opens->n);
        scan_stmt(c, s->body, p->opens, block);
        scan_stmt(c, s->other, r, block);
        return;
    case S_EXPR:
        if (s != c->value)
            discard(s->expr);
        break;
    case S_BREAK:
    case S_CONTINUE:
        check_head(c, s);
        break;
    case S_LABEL: {
        struct label l;
        l.name = s->name;
        l.stmt = s;
        l.region = r;
        VEC_PUSH(&c->labels, l);
        break;
    }
    case S_FOR:
        header = c->inert ? NULL : split_header(s);
        if (header) {
            p->header = header;
            scan_stmt(c, header, r, block);
            return;
        }
        block = s;
        break;
    default:
        break;
    }
    scan_expr(c, s->expr, r, block);
    scan_expr(c, s->expr2, r, block);
    discard(s->inc);
    scan_expr(c, s->inc, r, block);
    for (size_t i = 0; i < s->exprs.n; i++)
        scan_expr(c, s->exprs.at[i], r, block);
    scan_stmt(c, s->init, r, block);
    scan_stmt(c, s->body, r, block);
    scan_stmt(c, s->other, r, block);
}

static bool is_leaving(struct expr *e)
{
    struct expr *callee = e->kind == E_CALL ? e->kids.at[0] : NULL;
    return callee && callee->kind == E_IDENT && e->kids.n == 1 &&
           strcmp(callee->sym ? callee->sym->name : "", "cede_leaving") == 0;
}

static bool is_each_error(struct expr *e)
{
    struct expr *callee = e->kind == E_CALL ? e->kids.at[0] : NULL;
    return callee && callee->kind == E_IDENT && !callee->sym && e->kids.n == 1 && strcmp(callee->name, "cede_each_error") == 0;
}

static void scan_each_error(struct scan *c, struct expr *e)
{
    if (c->error) {
        set_how(c->f, e, H_VAR, c->error);
        return;
    }
    error_at(c->f->u, e->begin, e->end, "cede_each_error() outside the else part of an await_each");
    hint(c->f->u, "put what it gives into a variable in the else part");
}

void set_how(struct fn *f, struct expr *e, enum how_kind kind, struct var *v)
{
    struct how *h = need_how(e);
    size_t at = e->begin - f->x->begin;
    if (h->kind == H_PLAIN) {
        h->next = f->how_at[at];
        f->how_at[at] = e;
    }
    h->kind = kind;
    h->var = v;
}

static void scan_literal(struct fn *f, struct expr *e, struct stmt *block)
{
    struct var *v = var_new(f, V_LITERAL, intern_format("cede__literal_%d", ++f->n_temps), e->type);
    v->block = block;
    v->literal = e;
    v->place = &f->u->tokens.at[e->begin];
    set_how(f, e, H_LITERAL, v);
}

/* What a task is made of by name: then it needs no arm. The macros do the rest: a result
 * that is stored, pointers, arguments that are copied bytewise, and calls that the
 * compiler will refuse. */
static struct symbol *started_by_name(struct expr *e)
{
    struct expr *call = without_parens(e->kids.at[e->kids.n - 1]);
    struct symbol *s = call->kind == E_CALL ? named_function(call) : NULL;
    if (!s || !s->is_async || (e->op != SP_SPAWN && e->op != SP_TASK && e->op != SP_DETACH))
        return NULL;
    return s->type->no_prototype || s->type->params.n != call->kids.n - 1 || has_awkward_args(s->type) ? NULL : s;
}

static void scan_spawn(struct fn *f, struct expr *e)
{
    set_how(f, e, H_SPAWN, NULL);
    how_of(e)->callee = started_by_name(e);
    if (how_of(e)->callee)
        VEC_PUSH(&f->spawns, e);
}

static void scan_expr(struct scan *c, struct expr *e, struct region *r, struct stmt *block)
{
    struct fn *f = c->f;
    if (!e)
        return;
    if (e->kind == E_IDENT && !e->unevaluated && var_of(e->sym))
        var_of(e->sym)->referenced = true;
    if (e->kind == E_IDENT && var_of(e->sym) && var_of(e->sym)->kind == V_RUNTIME)
        set_how(f, e, H_ADDRESS, var_of(e->sym));
    if (e->kind == E_LABEL)
        VEC_PUSH(&c->taken, e->name);
    if (e->kind == E_SPAWN && !e->unevaluated)
        scan_spawn(f, e);
    if (e->kind == E_COMPOUND && !e->unevaluated)
        scan_literal(f, e, block);
    if (e->kind == E_CALL && !e->unevaluated && defer_around(r)) {
        struct region *d = defer_around(r);
        if (is_leaving(e)) {
            set_how(f, e, H_LEAVING, d->left);
            place_of(d->stmt)->opens->asked = true;
        } else {
            need_hold(f, d);
        }
    }
    if (is_each_error(e) && !e->unevaluated)
        scan_each_error(c, e);
    if (e->kind == E_COMMA)
        discard(e->kids.at[0]);
    if (e->kind == E_STMT) {
        bool inert = c->inert;
        struct stmt *value = c->value;
        c->inert = inert || !expr_suspends(e);
        c->value = value_statement(e);
        scan_stmt(c, e->body, r, block);
        c->inert = inert;
        c->value = value;
    }
    for (size_t i = 0; i < e->kids.n; i++)
        scan_expr(c, e->kids.at[i], r, block);
}

static void check_labels(struct scan *c)
{
    for (size_t i = 0; i < c->labels.n; i++)
        for (size_t k = 0; k < i; k++)
            if (c->labels.at[i].name == c->labels.at[k].name) {
                struct stmt *s = c->labels.at[i].stmt;
                error_at(c->f->u, s->begin, s->begin + 1, "label '%s' stands twice", s->name);
                break;
            }
}

void scan_function(struct scan *c, struct external *x)
{
    scan_stmt(c, x->body, NULL, x->body);
    check_labels(c);
}
