/* lower_iter.c: generators, and what goes over their values.
 *
 *     await_each (T x, call) BODY else OTHER
 *
 * becomes a loop that pulls, whose body is a block that owes the closing of the generator
 * to every way out but `continue`, which goes on to the next pull:
 *
 *         open
 *         for (;;) {
 *             pull; break when it has ended, with `error`
 *             BODY
 *             continue;
 *         leave, unwind, end:         as of a group's block, see lower_leave.c
 *             close
 *             go on outside
 *         }
 *         if (error < 0) OTHER
 *     after:                          where a break out of BODY goes
 *
 * A generator that is held owes its closing at the end of the block in which it is
 * declared, like a defer. A yield is a suspension that the consumer ends; it may unwind
 * like an await, to the unwind label of its block.
 *
 * While a generator is open its frame lies behind all that is alive or set meanwhile,
 * which is what interferes with its node, and all other frames lie behind that. */
#include "lower_internal.h"

struct iter *iter_around(struct region *r)
{
    for (; r; r = r->parent)
        if (r->iter && r->iter->kind == SITE_NAME)
            return r->iter;
    return NULL;
}

static struct expr *call_of(struct expr *open)
{
    return without_parens(open->kids.at[0]);
}

static struct expr *open_of(struct stmt *s)
{
    struct expr *e = s->kind == S_DECL && s->decl->declarators.n ? s->decl->declarators.at[0].init : NULL;
    e = e ? without_parens(e) : NULL;
    return e && e->kind == E_ITER ? e : NULL;
}

bool is_open(struct stmt *s)
{
    return open_of(s) != NULL;
}

/* ---- before anything is lowered ------------------------------------------------------ */

static struct iter *iter_new(struct fn *f, struct expr *open, struct var *holder, struct region *around)
{
    struct iter *it = NEW(struct iter);
    it->open = open;
    it->call = call_of(open);
    it->type = called_type(f, it->call->kids.at[0]);
    it->callee = named_function(it->call);
    it->kind = !it->callee ? SITE_POINTER : open->boxed ? SITE_BOX : SITE_NAME;
    it->holder = holder;
    it->behind = iter_around(around);
    it->callee_index = -1;
    VEC_PUSH(&f->iters, it);
    it->n = (int)f->iters.n;
    it->node = runtime_var(f, V_RUNTIME, iter_is_held(it) ? "struct cede_iter" : "cede__each", iter_is_held(it) ? "iter" : "each", it->n);
    return it;
}

void scan_each(struct scan *c, struct stmt *s, struct region *r)
{
    struct fn *f = c->f;
    struct place *p = place_of(s);
    struct var *x = var_of(s->decl->declarators.at[0].sym), *error = c->error;
    x->type = type_assignable(x->type);
    p->opens = region_new(f, R_EACH, r, s);
    p->opens->left = runtime_var(f, V_LEFT, "int", "left", p->opens->n);
    p->opens->iter = iter_new(f, s->expr, NULL, r);
    p->value = runtime_var(f, V_TEMP, "int", "error", p->opens->n);
    scan_stmt(c, s->body, p->opens, s);
    c->error = p->value;
    scan_stmt(c, s->other, r, s);
    c->error = error;
}

void scan_open(struct scan *c, struct stmt *s, struct region *r)
{
    struct fn *f = c->f;
    struct place *p = place_of(s);
    struct var *holder = var_of(s->decl->declarators.at[0].sym);
    holder->type = type_assignable(holder->type);
    p->opens = region_new(f, R_ITER, r, s);
    p->opens->left = runtime_var(f, V_LEFT, "int", "left", p->opens->n);
    p->opens->iter = iter_new(f, open_of(s), holder, r);
}

/* ---- statements ------------------------------------------------------------------------ */

void lower_yield(struct low *l, struct stmt *s, struct node *out)
{
    struct site *site;
    struct node *n;
    hoist(l, s->expr, out);
    site = site_new(l, SITE_YIELD, s->begin, s->begin, s->end);
    site->await = s->expr;
    site->yields_in = l->region;
    l->f->n_states += 2;
    if (l->region)
        l->region->unwinds = true;
    else
        l->f->unwound_used = true;
    n = add(out, node_new(N_AWAIT, s));
    n->site = site;
    n->line_token = s->begin;
}

/* The arguments are read where the variables inside do not hide theirs. */
static void open_iter(struct low *l, struct iter *it, struct stmt *s, struct node *out)
{
    struct node *n;
    for (size_t i = 0; i < it->call->kids.n; i++)
        hoist(l, it->call->kids.at[i], out);
    for (size_t i = 1; i < it->call->kids.n; i++)
        keep_temporaries(l, it->call->kids.at[i]);
    n = add(out, node_new(N_OPEN, s));
    n->iter = it;
}

static void close_iter(struct low *l, struct region *r, size_t token, struct node *out)
{
    struct site *s = site_new(l, SITE_CLOSE, token, r->iter->open->begin, r->iter->open->end);
    struct node *n = add(out, node_new(N_AWAIT, NULL));
    s->iter = r->iter;
    n->site = s;
    n->line_token = token;
}

static void pull(struct low *l, struct stmt *s, struct node *out)
{
    struct region *r = place_of(s)->opens;
    struct var *x = var_of(s->decl->declarators.at[0].sym);
    struct site *site = site_new(l, SITE_PULL, s->begin, s->begin, s->body->begin);
    struct node *local = add(out, node_new(N_LOCAL, s)), *n;
    local->var = x;
    local->declarator = &s->decl->declarators.at[0];
    site->iter = r->iter;
    site->result = x;
    site->error = place_of(s)->value;
    unwinds_to_leave(l, site);
    n = add(out, node_new(N_AWAIT, s));
    n->site = site;
    n->line_token = s->begin;
}

/* What happens when it ended with an error: the else part, or the error is carried on. */
static void ended_with_error(struct low *l, struct stmt *s, struct node *out)
{
    struct var *error = place_of(s)->value;
    struct node *n = add(out, node_format(N_IF, NULL, "%u < 0", error));
    n->body = node_new(N_SEQ, NULL);
    if (s->other)
        lower_stmt(l, s->other, n->body);
    else if (may_carry_on(l, s, "await_each", "an error of the generator",
                          "await_each (…) { … } else { … }"))
        carry_on(l, n->body, "%d = %u;", error);
}

void lower_each(struct low *l, struct stmt *s, struct node *out)
{
    struct region *r = place_of(s)->opens, *around = l->region;
    struct node *block, *loop, *body = node_new(N_SEQ, NULL);
    number_loop(l, s);
    open_iter(l, r->iter, s, out);
    block = add(out, node_new(N_BLOCK, s));
    loop = add(block, node_new(N_WHILE, s));
    loop->body = node_new(N_SEQ, NULL);
    pull(l, s, loop->body);
    l->region = r;
    lower_stmt(l, s->body, body);
    l->region = around;
    add(loop->body, body);
    if (r->sites || r->unwinds || r->jumps) {
        if (!ends_in_jump(body))
            add(loop->body, node_new(N_CONTINUE, NULL));
        if (r->sites || r->unwinds)
            left_by_unwinding(r, loop->body);
        if (r->jumps)
            add_region_label(loop->body, r, "end");
        close_iter(l, r, s->body->end - 1, loop->body);
        dispatch(l, r, loop->body);
    }
    ended_with_error(l, s, block);
    add_region_label(out, r, "after");
}

void lower_open(struct low *l, struct stmt *block, size_t from, struct stmt *s, struct node *out)
{
    struct region *r = place_of(s)->opens;
    struct node *local = add(out, node_new(N_LOCAL, s));
    local->var = r->iter->holder;
    local->declarator = &s->decl->declarators.at[0];
    open_iter(l, r->iter, s, out);
    lower_rest(l, block, from, r, false, out);
    close_iter(l, r, block->end - 1, out);
    dispatch(l, r, out);
}
