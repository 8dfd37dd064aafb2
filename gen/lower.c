/* lower.c: statement trees into nodes; see lower.h.
 *
 * A statement whose expressions do not suspend stays what it is. A loop whose
 * condition suspends becomes for (;;) with a break; continue goes to a label
 * where what comes next suspends. */
#include "lower_internal.h"
#include "parse_internal.h"

bool type_is_void(struct type *t)
{
    return type_strip(t)->kind == TY_VOID;
}

/* The await that is the whole of an expression statement, so that its value is not used. */
static struct expr *whole_await(struct expr *e)
{
    for (;;) {
        if (e->kind == E_PAREN || (e->kind == E_CAST && type_is_void(e->type)))
            e = e->kids.at[0];
        else
            return e->kind == E_AWAIT ? e : NULL;
    }
}

static bool has_effect(struct expr *e)
{
    while (e->kind == E_PAREN)
        e = e->kids.at[0];
    return e->kind == E_ASSIGN || e->kind == E_CALL || e->kind == E_POSTFIX || e->kind == E_PREFIX ||
           (e->kind == E_CAST && type_is_void(e->type));
}

static void drop_result(struct fn *f, struct expr *await)
{
    struct site *s = f->sites.at[f->sites.n - 1];
    s->result = NULL;
    how_of(await)->kind = H_VOID;
}

void lower_expr_stmt(struct low *l, struct expr *e, struct stmt *s, struct node *out)
{
    struct expr *await = whole_await(e), *inner = e;
    bool suspends = expr_suspends(e);
    while (inner->kind == E_PAREN)
        inner = inner->kids.at[0];
    hoist(l, e, out);
    if (s && place_of(s)->value) {
        add_set(out, s, place_of(s)->value, e);
        return;
    }
    if (await) {
        drop_result(l->f, await);
        return;
    }
    if (suspends && inner->kind == E_STMT && how_of(inner)->kind == H_VOID)
        return;
    add(out, node_format(N_TEXT, s, (suspends || !s) && !has_effect(e) ? "(void)(%e);" : "%e;", e));
}

static void lower_decl(struct low *l, struct stmt *s, struct node *out)
{
    struct decl *d = s->decl;
    bool any = false;
    for (size_t i = 0; i < d->declarators.n; i++)
        any = any || var_of(d->declarators.at[i].sym);
    if (!any || d->tags.n) {
        struct node *n = add(out, node_new(N_TOKENS, s));
        if (!any) {
            for (size_t i = 0; i < d->declarators.n; i++)
                n->expr = d->declarators.at[i].init;
            return;
        }
    }
    for (size_t i = 0; i < d->declarators.n; i++) {
        struct node *n;
        hoist(l, d->declarators.at[i].init, out);
        n = add(out, node_new(N_DECL, s));
        n->declarator = &d->declarators.at[i];
        n->var = var_of(d->declarators.at[i].sym);
    }
}

static const char *new_label(struct low *l, const char *what)
{
    return intern_format("cede__%s_%d", what, ++l->f->n_labels);
}

/* break_n and continue_n of a loop are numbered by it: kept in the upper bits of op. */
void number_loop(struct low *l, struct stmt *s)
{
    s->op = (s->op & 0xFF) | (++l->f->n_labels << 8);
}

static struct node *break_unless(struct low *l, struct expr *cond, struct node *out)
{
    struct node *n;
    hoist(l, cond, out);
    n = add(out, node_format(N_IF, NULL, "!(%e)", cond));
    n->body = node_new(N_SEQ, NULL);
    add(n->body, node_new(N_BREAK, NULL));
    return n;
}

static void lower_while(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    number_loop(l, s);
    n = node_new(N_WHILE, s);
    n->body = node_new(N_SEQ, NULL);
    if (expr_suspends(s->expr))
        break_unless(l, s->expr, n->body);
    else
        n->expr = s->expr;
    lower_stmt(l, s->body, n->body);
    add(out, n);
}

static void lower_do(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n = node_new(N_DO, s);
    number_loop(l, s);
    n->body = node_new(N_SEQ, NULL);
    if (expr_suspends(s->expr))
        place_of(s)->continues = new_label(l, "next");
    lower_stmt(l, s->body, n->body);
    if (place_of(s)->continues)
        add_label(n->body, place_of(s)->continues);
    hoist(l, s->expr, n->body);
    n->expr = s->expr;
    add(out, n);
}

static void lower_for(struct low *l, struct stmt *s, struct node *out)
{
    struct node *block = add(out, node_new(N_BLOCK, s)), *n = node_new(N_FOR, s), *init = node_new(N_SEQ, NULL);
    number_loop(l, s);
    n->body = node_new(N_SEQ, NULL);
    if (s->init && s->init->kind != S_NULL)
        lower_stmt(l, s->init, init);
    if (init->list.n == 1)
        n->init = init->list.at[0];
    else if (init->list.n)
        add(block, init);
    if (s->inc && expr_suspends(s->inc))
        place_of(s)->continues = new_label(l, "next");
    if (s->expr && expr_suspends(s->expr))
        break_unless(l, s->expr, n->body);
    else
        n->expr = s->expr;
    lower_stmt(l, s->body, n->body);
    if (place_of(s)->continues) {
        add_label(n->body, place_of(s)->continues);
        lower_expr_stmt(l, s->inc, NULL, n->body);
    } else if (s->inc) {
        n->inc = node_format(N_TEXT, NULL, "%e", s->inc);
    }
    add(block, n);
}

static void lower_if(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    hoist(l, s->expr, out);
    n = add(out, node_format(N_IF, s, "%e", s->expr));
    n->body = node_new(N_SEQ, NULL);
    lower_stmt(l, s->body, n->body);
    if (s->other) {
        n->other = node_new(N_SEQ, NULL);
        lower_stmt(l, s->other, n->other);
    }
}

static void lower_switch(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    number_loop(l, s);
    hoist(l, s->expr, out);
    n = add(out, node_format(N_SWITCH, s, "%e", s->expr));
    n->body = node_new(N_SEQ, NULL);
    lower_stmt(l, s->body, n->body);
}

static void lower_case(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    struct stmt *t = s->parent;
    while (t && t->kind != S_SWITCH)
        t = t->parent;
    if (!t) {
        error_at(l->f->u, s->begin, s->begin + 1, "'%s' outside a switch", s->kind == S_CASE ? "case" : "default");
        return;
    }
    if (!region_within(place_of(t)->around, l->region)) {
        struct low at = *l;
        at.region = place_of(t)->around;
        jump_allowed(&at, s, l->region, "this case");
    }
    n = s->kind == S_DEFAULT ? node_format(N_CASE, s, "default:")
      : s->expr2 ? node_format(N_CASE, s, "case %e ... %e:", s->expr, s->expr2) : node_format(N_CASE, s, "case %e:", s->expr);
    n->is_default = s->kind == S_DEFAULT;
    add(out, n);
    lower_stmt(l, s->body, out);
}

void lower_list(struct low *l, struct stmt *s, size_t from, struct node *out)
{
    for (size_t i = from; i < s->list.n; i++) {
        if (s->list.at[i]->kind == S_DEFER) {
            lower_defer(l, s, i + 1, s->list.at[i], out);
            return;
        }
        if (is_open(s->list.at[i])) {
            lower_open(l, s, i + 1, s->list.at[i], out);
            return;
        }
        lower_stmt(l, s->list.at[i], out);
    }
}

void lower_stmt(struct low *l, struct stmt *s, struct node *out)
{
    struct node *n;
    if (!s)
        return;
    switch (s->kind) {
    case S_EXPR: lower_expr_stmt(l, s->expr, s, out); return;
    case S_NULL: return;
    case S_DECL: lower_decl(l, s, out); return;
    case S_BLOCK:
        n = add(out, node_new(N_BLOCK, s));
        lower_list(l, s, 0, n);
        return;
    case S_IF: lower_if(l, s, out); return;
    case S_WHILE: lower_while(l, s, out); return;
    case S_DO: lower_do(l, s, out); return;
    case S_FOR: {
        struct stmt *header = place_of(s)->header;
        place_of(s)->header = NULL;
        if (header)
            lower_stmt(l, header, out);
        else
            lower_for(l, s, out);
        return;
    }
    case S_SWITCH: lower_switch(l, s, out); return;
    case S_CASE:
    case S_DEFAULT: lower_case(l, s, out); return;
    case S_LABEL:
        add(out, node_new(N_LABEL, s))->text = s->name;
        lower_stmt(l, s->body, out);
        return;
    case S_GOTO: lower_goto(l, s, out); return;
    case S_BREAK:
    case S_CONTINUE: lower_break(l, s, out); return;
    case S_RETURN: lower_return(l, s, out); return;
    case S_ASM:
        check_asm_goto(l, s);
        for (size_t i = 0; i < s->exprs.n; i++)
            hoist(l, s->exprs.at[i], out);
        add(out, node_new(N_ASM, s));
        return;
    case S_LOCAL_LABELS:
    case S_PRAGMA:
    case S_STATIC_ASSERT: add(out, node_new(N_TOKENS, s)); return;
    case S_DEFER:
        error_at(l->f->u, s->begin, s->begin + 1, "a defer must stand in a block of its own");
        hint(l->f->u, "put braces around it and what belongs to it");
        return;
    case S_WITHIN: lower_within(l, s, out); return;
    case S_SHIELD: lower_shield(l, s, out); return;
    case S_GROUP: lower_group(l, s, out); return;
    case S_YIELD: lower_yield(l, s, out); return;
    case S_EACH: lower_each(l, s, out); return;
    case S_CONTEXT: lower_context(l, s, out); return;
    }
}

/* ---- the function --------------------------------------------------------------------------------------- */

static void add_params(struct fn *f)
{
    for (size_t i = 0; i < f->x->params.n; i++) {
        struct symbol *p = f->x->params.at[i];
        struct var *v = var_new(f, V_PARAM, p->name ? p->name : intern_format("cede__%d", (int)i + 1), p->type);
        v->sym = p;
        v->place = p->place;
        p->lowered = v;
    }
}

/* What cede_place.state and cede_callee.behind hold, with room for the two states of the end
 * and for all as callees. */
enum { MOST_STATES = 0xFF00, MOST_ITERS = 0xFE };

struct fn *lower(struct unit *u, const struct options *o, struct external *x)
{
    struct fn *f = NEW(struct fn);
    struct scan scan;
    struct low l;
    f->u = u;
    f->o = o;
    f->x = x;
    f->sym = x->sym;
    f->name = x->sym->name;
    f->returns = x->sym->is_iter ? type_basic(TY_INT) : x->sym->type->base;
    f->result = type_strip(f->returns);
    f->how_at = NEW_ARRAY(struct expr *, x->end - x->begin + 1);
    add_params(f);
    memset(&scan, 0, sizeof scan);
    scan.f = f;
    scan_function(&scan, x);
    memset(&l, 0, sizeof l);
    l.f = f;
    l.scan = &scan;
    f->body = node_new(N_SEQ, NULL);
    lower_stmt(&l, x->body, f->body);
    if (f->n_states > MOST_STATES)
        error_at(u, x->begin, x->begin + 1, "more awaits than a state word can number");
    if (f->iters.n > MOST_ITERS)
        error_at(u, x->begin, x->begin + 1, "more generators than a table of callees can refer to");
    return f;
}
