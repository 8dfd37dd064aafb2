/* flow.c: a function's nodes as a graph of points.
 *
 * A point reads, sets or may set variables; edges are the ways of control. live.c finds
 * on it what is alive where: what survives a suspension goes into the frame, and two
 * variables interfere when one is alive or set where the other is: these get storage of
 * their own. */
#include "flow_internal.h"
#include <string.h>

/* ---- points --------------------------------------------------------------- */

static void link(struct graph *g, int from, int to)
{
    if (from >= 0)
        VEC_PUSH(&g->points.at[from].next, to);
}

/* A point that nothing leads to yet. */
static int loose(struct graph *g)
{
    struct point p;
    memset(&p, 0, sizeof p);
    p.token = g->token;
    VEC_PUSH(&g->points, p);
    return (int)g->points.n - 1;
}

static int step(struct graph *g)
{
    int p = loose(g);
    link(g, g->at, p);
    return g->at = p;
}

static bool has(const struct ids *ids, struct var *v)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->at[i] == v->id)
            return true;
    return false;
}

static void include(struct ids *ids, struct var *v)
{
    if (!has(ids, v))
        VEC_PUSH(ids, v->id);
}

void use(struct graph *g, struct var *v)
{
    if (v && !v->inert && !has(&g->points.at[g->at].def, v)) {
        include(&g->points.at[g->at].use, v);
        include(&g->points.at[g->at].read, v);
    }
}

void lend(struct graph *g, struct var *v)
{
    if (v && !v->inert && !has(&g->points.at[g->at].def, v))
        include(&g->points.at[g->at].use, v);
    may_def(g, v);
}

void def(struct graph *g, struct var *v)
{
    if (v && !v->inert)
        include(g->maybe ? &g->points.at[g->at].may : &g->points.at[g->at].def, v);
}

void may_def(struct graph *g, struct var *v)
{
    if (v && !v->inert)
        include(&g->points.at[g->at].may, v);
}

/* Whatever it had, it has no value here. */
static void no_value(struct graph *g, struct var *v)
{
    if (v && !v->inert)
        include(&g->points.at[g->at].fresh, v);
}

void escape(struct graph *g, struct var *v, struct expr *e)
{
    if (!v || v->inert || v->kind == V_RUNTIME)
        return;
    if (!v->block && v->kind != V_PARAM)
        v->block = g->block;
    if (!v->escapes) {
        v->escapes = e;
        v->escapes_in = g->call;
    }
    include(&g->points.at[g->at].taken, v);
}

/* ---- nodes ------------------------------------------------------------------------ */

static void parts(struct graph *g, struct node *n)
{
    for (size_t i = 0; i < n->parts.n; i++)
        switch (n->parts.at[i].kind) {
        case PART_USE: use(g, n->parts.at[i].var); break;
        case PART_ADDRESS: use(g, n->parts.at[i].var); may_def(g, n->parts.at[i].var); break;
        case PART_EXPR: read_expr(g, n->parts.at[i].expr); break;
        default: break;
        }
    for (size_t i = 0; i < n->parts.n; i++)
        if (n->parts.at[i].kind == PART_DEF)
            def(g, n->parts.at[i].var);
    for (int i = n->fresh_from; i < n->fresh_to; i++)
        no_value(g, g->f->vars.at[i]);
}

static void walk(struct graph *g, struct node *n);

static void jump_to(struct graph *g, const char *label)
{
    if (g->at < 0)
        return;
    VEC_PUSH(&g->goto_points, g->at);
    VEC_PUSH(&g->goto_names, label);
}

/* To each label of the user's. */
static void jump_to_any(struct graph *g)
{
    for (size_t i = 0; i < g->label_names.n; i++)
        if (strncmp(g->label_names.at[i], "cede__", 6) != 0)
            jump_to(g, g->label_names.at[i]);
    VEC_PUSH(&g->goto_points, g->at);       /* and to those that follow */
    VEC_PUSH(&g->goto_names, NULL);
}

/* From here an unwinding goes on, by a label of the block around. */
static void unwinding(struct graph *g, struct region *r, const char *what)
{
    int from = g->at;
    step(g);
    g->points.at[g->at].way.unwinds = true;
    if (r)
        jump_to(g, intern_format("cede__%s_%d", what, r->n));
    else
        link(g, g->at, g->exit);
    g->at = from;
}

static void suspend(struct graph *g)
{
    int suspended = step(g);
    VEC_PUSH(&g->site_points, suspended);
    step(g);
}

static void walk_call(struct graph *g, struct site *s)
{
    int asked = g->at;
    read_arguments(g, s->call, s->kind == SITE_POINTER || (s->offloads && !s->callee_named), s->await);
    def(g, s->box);
    def(g, s->record);
    suspend(g);
    use(g, s->box);
    use(g, s->record);
    unwinding(g, s->region, "leave");
    if (s->box) {
        int at = g->at;
        g->at = asked;          /* no memory for the box */
        unwinding(g, s->region, "leave");
        g->at = at;
    }
    step(g);
    use(g, s->box);                     /* freed behind the result */
    use(g, s->record);
    def(g, s->result);
    if (s->box)
        link(g, asked, g->at);          /* no box: an ordinary function, or no memory */
}

/* What lies in the group's own block lives until its tasks have ended. */
static void walk_group_end(struct graph *g, struct site *s)
{
    use(g, s->group);
    suspend(g);
    use(g, s->group);
    may_def(g, s->left);
    step(g);
    for (size_t i = 0; i < g->f->vars.n; i++)
        if (g->f->vars.at[i]->block == s->ends && g->f->vars.at[i]->kind != V_PARAM)
            g->f->vars.at[i]->end = (int)g->points.n;
}

/* The loop around it ends where the generator has. */
static void walk_pull(struct graph *g, struct site *s)
{
    use(g, s->iter->node);
    suspend(g);
    use(g, s->iter->node);
    unwinding(g, s->region, "leave");
    step(g);
    use(g, s->iter->node);
    def(g, s->error);
    link(g, g->at, g->breaks);
    step(g);
    use(g, s->iter->node);
    def(g, s->result);
}

static void walk_close(struct graph *g, struct site *s)
{
    use(g, s->iter->node);
    suspend(g);
    use(g, s->iter->node);
}

static void walk_yield(struct graph *g, struct site *s)
{
    read_expr(g, s->await);
    suspend(g);
    unwinding(g, s->yields_in, "unwind");
    step(g);
}

static void walk_site(struct graph *g, struct site *s)
{
    step(g);
    switch (s->kind) {
    case SITE_GROUP: walk_group_end(g, s); return;
    case SITE_PULL: walk_pull(g, s); return;
    case SITE_CLOSE: walk_close(g, s); return;
    case SITE_YIELD: walk_yield(g, s); return;
    default: walk_call(g, s);
    }
}

static void walk_open(struct graph *g, struct iter *it)
{
    step(g);
    read_arguments(g, it->call, it->kind == SITE_POINTER, it->open);
    def(g, it->node);
    def(g, it->holder);
}

static void walk_block(struct graph *g, struct node *n)
{
    struct stmt *outer = g->block;
    int begin = step(g);
    for (size_t i = 0; i < g->f->vars.n; i++)
        if (g->f->vars.at[i]->block == n->stmt)
            no_value(g, g->f->vars.at[i]);
    g->block = n->stmt;
    for (size_t i = 0; i < n->list.n; i++)
        walk(g, n->list.at[i]);
    g->block = outer;
    for (size_t i = 0; i < g->f->vars.n; i++) {
        struct var *v = g->f->vars.at[i];
        if (v->block != n->stmt || v->kind == V_PARAM)
            continue;
        v->begin = begin;
        v->end = (int)g->points.n;
    }
}

/* The truth value of ours that is all of a condition, as in "!(%e)"; NULL: it is another. */
static struct var *tested(struct node *n, bool *negated)
{
    struct var *v = NULL;
    *negated = false;
    for (size_t i = 0; i < n->parts.n && !n->expr; i++) {
        struct part *p = &n->parts.at[i];
        struct expr *e = p->kind == PART_EXPR ? strip(p->expr) : NULL;
        if (e && how_of(e) && how_of(e)->kind == H_VAR)
            v = how_of(e)->var;
        else if (p->kind == PART_USE)
            v = p->var;
        else if (p->kind != PART_TEXT || strspn(p->text, "!()") != strlen(p->text))
            return NULL;
        *negated = *negated || (p->kind == PART_TEXT && p->text[0] == '!');
    }
    return v && v->kind == V_TEMP ? v : NULL;
}

/* From here on the condition is known. */
static void assume(struct graph *g, struct node *n, bool holds)
{
    bool negated;
    struct var *v = tested(n, &negated);
    if (!v)
        return;
    step(g);
    g->points.at[g->at].way.knows = v;
    g->points.at[g->at].way.holds = holds != negated;
}

static void walk_if(struct graph *g, struct node *n)
{
    int cond = step(g), end;
    if (n->expr)
        read_expr(g, n->expr);
    parts(g, n);
    assume(g, n, true);
    walk(g, n->body);
    end = g->at;
    g->at = cond;
    assume(g, n, false);
    if (n->absent) {
        step(g);
        no_value(g, n->absent);
    }
    if (n->other)
        walk(g, n->other);
    cond = g->at;
    g->at = end;
    if (end >= 0 || cond >= 0) {
        step(g);
        if (end < 0)
            link(g, cond, g->at);
        else if (cond >= 0)
            link(g, cond, g->at);
    }
}

static void walk_loop(struct graph *g, struct node *n)
{
    int breaks = g->breaks, continues = g->continues, head, after;
    if (n->init) {
        walk(g, n->init);
    }
    after = loose(g);
    head = step(g);
    g->breaks = after;
    g->continues = loose(g);
    if (n->kind != N_DO && n->expr) {
        read_expr(g, n->expr);
        link(g, g->at, after);
    }
    walk(g, n->body);
    link(g, g->at, g->continues);
    g->at = g->continues;
    step(g);
    if (n->kind == N_DO) {
        read_expr(g, n->expr);
        link(g, g->at, after);
    }
    if (n->inc)
        parts(g, n->inc);
    link(g, g->at, head);
    g->breaks = breaks;
    g->continues = continues;
    g->at = after;
}

static void walk_switch(struct graph *g, struct node *n)
{
    int breaks = g->breaks, head = g->head, after;
    bool has_default = g->has_default;
    step(g);
    parts(g, n);
    g->head = g->at;
    after = loose(g);
    g->breaks = after;
    g->has_default = false;
    g->at = -1;
    walk(g, n->body);
    link(g, g->at, after);
    if (!g->has_default)
        link(g, g->head, after);
    g->breaks = breaks;
    g->head = head;
    g->has_default = has_default;
    g->at = after;
}

static void walk_decl(struct graph *g, struct node *n)
{
    struct var *v = n->var;
    step(g);
    if (!v)
        return;
    read_sizes(g, v->type);
    if (n->declarator->init) {
        read_expr(g, n->declarator->init);
        def(g, v);
    }
}

static void walk_mark(struct graph *g, struct node *n)
{
    struct run run = { n->region, step(g), NULL };
    VEC_PUSH(&g->defers, run);
}

/* A declaration without variables of ours; a typedef may have a size. */
static void walk_tokens(struct graph *g, struct decl *d)
{
    if (!d)
        return;
    step(g);
    for (size_t i = 0; i < d->declarators.n; i++)
        read_sizes(g, d->declarators.at[i].sym->type);
}

static void walk(struct graph *g, struct node *n)
{
    if (!n)
        return;
    if (n->line_token || n->stmt)
        g->token = n->line_token ? n->line_token : n->stmt->begin;
    switch (n->kind) {
    case N_SEQ:
        for (size_t i = 0; i < n->list.n; i++)
            walk(g, n->list.at[i]);
        return;
    case N_BLOCK: walk_block(g, n); return;
    case N_IF: walk_if(g, n); return;
    case N_WHILE: case N_DO: case N_FOR: walk_loop(g, n); return;
    case N_SWITCH: walk_switch(g, n); return;
    case N_CASE:
        step(g);
        link(g, g->head, g->at);
        g->has_default = g->has_default || n->is_default;
        return;
    case N_LABEL:
        step(g);
        VEC_PUSH(&g->label_names, n->text);
        VEC_PUSH(&g->label_points, g->at);
        return;
    case N_GOTO:
        jump_to(g, n->text);
        if (strcmp(n->text, "cede__unwound") == 0)
            link(g, g->at, g->exit);
        g->at = -1;
        return;
    case N_JUMPS:
        step(g);
        parts(g, n);
        jump_to_any(g);
        g->at = -1;
        return;
    case N_BREAK:
        link(g, g->at, g->breaks);
        g->at = -1;
        return;
    case N_CONTINUE:
        link(g, g->at, g->continues);
        g->at = -1;
        return;
    case N_RETURN:
        step(g);
        read_expr(g, n->expr);
        use(g, n->var);
        link(g, g->at, g->done);
        g->at = -1;
        return;
    case N_SET:
        step(g);
        g->points.at[g->at].way.sets = n->var;
        read_expr(g, n->expr);
        def(g, n->var);
        return;
    case N_TEXT:
        step(g);
        parts(g, n);
        if (n->no_successor)
            g->at = -1;
        return;
    case N_DECL: walk_decl(g, n); return;
    case N_TOKENS: walk_tokens(g, n->stmt->decl); return;
    case N_ASM:
        step(g);
        for (size_t i = 0; i < n->stmt->exprs.n; i++)
            take_address(g, n->stmt->exprs.at[i]);
        if (n->stmt->op == 'g')
            jump_to_any(g);
        return;
    case N_AWAIT: walk_site(g, n->site); return;
    case N_OPEN: walk_open(g, n->iter); return;
    case N_LOCAL:
    case N_PENDING: step(g); return;
    case N_MARK: walk_mark(g, n); return;
    }
}

static void resolve_gotos(struct graph *g)
{
    for (size_t i = 0; i < g->goto_points.n; i++)
        for (size_t k = 0; k < g->label_names.n; k++)
            if (g->goto_names.at[i] == g->label_names.at[k] ||
                (!g->goto_names.at[i] && strncmp(g->label_names.at[k], "cede__", 6) != 0))
                link(g, g->goto_points.at[i], g->label_points.at[k]);
}

/* For dot.c. */
static void keep_control(struct graph *g, int entry)
{
    struct control *c = &g->f->control;
    c->n = g->points.n;
    c->at = NEW_ARRAY(struct way, c->n);
    for (size_t i = 0; i < c->n; i++) {
        c->at[i] = g->points.at[i].way;
        for (size_t k = 0; k < g->points.at[i].next.n; k++)
            VEC_PUSH(&c->at[i].next, g->points.at[i].next.at[k]);
    }
    c->entry = entry;
    c->done = g->done;
    c->unwound = g->exit;
    c->sites = g->site_points.at;
    c->n_defers = g->defers.n;
    c->defers = g->defers.at;
    for (size_t i = 0; i < c->n_defers; i++)
        c->defers[i].alive = alive_at(g, c->defers[i].point);
}

void flow(struct fn *f)
{
    struct graph *g = f->graph = NEW(struct graph);
    int entry;
    g->f = f;
    f->words = (int)(f->vars.n / (8 * sizeof (unsigned long)) + 1);
    g->exit = loose(g);
    g->done = loose(g);
    entry = g->at = loose(g);
    g->head = g->breaks = g->continues = g->exit;
    for (size_t i = 0; i < f->vars.n; i++)
        if (f->vars.at[i]->kind == V_PARAM)
            def(g, f->vars.at[i]);
    walk(g, f->body);
    resolve_gotos(g);
    f->end_reachable = reachable(g, entry, g->at);
    link(g, g->at, g->done);
    find_alive(g);
    if (strcmp(f->o->emit, "dot") == 0)
        keep_control(g, entry);
}
