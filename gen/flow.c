/* flow.c: what is alive where.
 *
 * The nodes become a graph of points; a point reads, sets or may set variables.
 * Backward data flow says which values are still needed; a variable whose address
 * was taken is alive from its declaration to the end of its block instead. What
 * survives a suspension goes into the frame. Two variables interfere when one is
 * alive or set where the other is: these get storage of their own.
 *
 * Points are numbered in the order of the text, so a block is a range of them. */
#include "lower.h"
#include "parse.h"
#include <string.h>

struct point {
    VEC(int) next;
    unsigned long *use, *def, *may, *in, *out;
    struct way way;                 /* what holds here, for dot.c */
};

struct graph {
    struct fn *f;
    VEC(struct point) points;
    int at;                         /* where control is; -1: nowhere */
    struct stmt *block;             /* innermost */
    int breaks, continues;          /* points they go to */
    int head;                       /* of the switch: where cases come from */
    bool has_default, has_labels;
    bool maybe;                     /* under a condition inside an expression */
    VEC(const char *) label_names;
    VEC(int) label_points;
    VEC(int) goto_points;
    VEC(const char *) goto_names;
    VEC(int) site_points;
    VEC(struct run) defers;
    int exit, done;                 /* where an unwinding and a return leave the function */
};

/* ---- points --------------------------------------------------------------- */

static unsigned long *set_new(struct fn *f)
{
    return NEW_ARRAY(unsigned long, f->words);
}

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
    p.use = set_new(g->f);
    p.def = set_new(g->f);
    p.may = set_new(g->f);
    p.in = set_new(g->f);
    p.out = set_new(g->f);
    VEC_PUSH(&g->points, p);
    return (int)g->points.n - 1;
}

static int step(struct graph *g)
{
    int p = loose(g);
    link(g, g->at, p);
    return g->at = p;
}

static void use(struct graph *g, struct var *v)
{
    if (v && !v->inert && !bit_test(g->points.at[g->at].def, v->id))
        bit_set(g->points.at[g->at].use, v->id);
}

static void def(struct graph *g, struct var *v)
{
    if (v && !v->inert)
        bit_set(g->maybe ? g->points.at[g->at].may : g->points.at[g->at].def, v->id);
}

static void may_def(struct graph *g, struct var *v)
{
    if (v && !v->inert)
        bit_set(g->points.at[g->at].may, v->id);
}

/* From here on the variable can be reached by its address. */
static void escape(struct graph *g, struct var *v)
{
    if (!v || v->inert || v->kind == V_RUNTIME)
        return;
    if (!v->escapes && v->begin < 0)
        v->begin = v->kind == V_PARAM ? 0 : g->at;
    if (!v->block && v->kind != V_PARAM)
        v->block = g->block;
    v->escapes = true;
}

/* ---- expressions -------------------------------------------------------------- */

static void read(struct graph *g, struct expr *e);
static void read_inner(struct graph *g, struct expr *e);
static void read_stmt(struct graph *g, struct stmt *s);

static bool replaced(struct expr *e)
{
    struct how *h = how_of(e);
    return h && h->kind != H_PLAIN && h->kind != H_SPAWN && h->kind != H_LITERAL && h->kind != H_RIGHT && h->kind != H_COND;
}

/* The variable that an lvalue x.m[i].n is a part of; reads the subscripts. NULL
 * when it is no part of one; then everything in it has been read. */
static struct var *root(struct graph *g, struct expr *e)
{
    struct how *h = how_of(e);
    struct var *v;
    if (h && h->kind == H_VAR)
        return h->var;
    if (h && h->kind == H_ADDRESS)
        return NULL;
    if (h && h->kind == H_KEPT) {
        read_inner(g, e);
        def(g, h->var);
        return h->var;
    }
    switch (e->kind) {
    case E_PAREN:
        return root(g, e->kids.at[0]);
    case E_IDENT:
        return var_of(e->sym);
    case E_MEMBER:
        if (e->op == '.')
            return root(g, e->kids.at[0]);
        read(g, e->kids.at[0]);
        return NULL;
    case E_INDEX:
        if (type_is_array(expr_type(g->f->u, e->kids.at[0]))) {
            v = root(g, e->kids.at[0]);
            read(g, e->kids.at[1]);
            return v;
        }
        if (type_is_array(expr_type(g->f->u, e->kids.at[1]))) {
            v = root(g, e->kids.at[1]);
            read(g, e->kids.at[0]);
            return v;
        }
        read(g, e->kids.at[0]);
        read(g, e->kids.at[1]);
        return NULL;
    case E_COMPOUND:
        if (h && h->kind == H_LITERAL) {
            read(g, e->kids.at[0]);
            def(g, h->var);
            return h->var;
        }
        read(g, e->kids.at[0]);
        return NULL;
    case E_UNARY:
        if (e->op == 'r' || e->op == 'i')
            return root(g, e->kids.at[0]);
        break;
    default:
        break;
    }
    read(g, e);
    return NULL;
}

static void take_address(struct graph *g, struct expr *e)
{
    struct var *v = root(g, e);
    use(g, v);
    may_def(g, v);
    escape(g, v);
}

static struct expr *strip(struct expr *e)
{
    while (e->kind == E_PAREN && !replaced(e))
        e = e->kids.at[0];
    return e;
}

static void assign(struct graph *g, struct expr *lhs, bool also_read)
{
    struct expr *e = strip(lhs);
    struct var *v = root(g, e);
    if (!v)
        return;
    if (e->kind == E_IDENT) {
        if (also_read)
            use(g, v);
        def(g, v);
    } else {
        use(g, v);          /* a part is set, the rest stays */
        may_def(g, v);
    }
}

/* The sizes of variable-length arrays that a type is made of. */
static void read_sizes(struct graph *g, struct type *t)
{
    for (; t; t = t->base)
        if (t->kind == TY_ARRAY && t->vla)
            read(g, t->size);
}

static void read_maybe(struct graph *g, struct expr *e)
{
    bool maybe = g->maybe;
    g->maybe = true;
    read(g, e);
    g->maybe = maybe;
}

static void read_kids(struct graph *g, struct expr *e)
{
    for (size_t i = 0; i < e->kids.n; i++)
        if (!e->kids.at[i]->unevaluated)
            read(g, e->kids.at[i]);
}

static void read_inner(struct graph *g, struct expr *e)
{
    struct var *v;
    switch (e->kind) {
    case E_IDENT:
    case E_MEMBER:
    case E_INDEX:
        v = root(g, e);
        use(g, v);
        if (v && type_is_array(expr_type(g->f->u, e)))
            escape(g, v);
        return;
    case E_COMPOUND:
        v = root(g, e);
        if (v && type_is_array(e->type)) {
            use(g, v);
            escape(g, v);
        }
        return;
    case E_PAREN:
        read(g, e->kids.at[0]);
        return;
    case E_UNARY:
        if (e->op == '&')
            take_address(g, e->kids.at[0]);
        else
            read(g, e->kids.at[0]);
        return;
    case E_ASSIGN:
        if (e->op == '=') {
            read(g, e->kids.at[1]);
            assign(g, e->kids.at[0], false);
        } else {
            assign(g, e->kids.at[0], true);
            read(g, e->kids.at[1]);
        }
        return;
    case E_PREFIX:
    case E_POSTFIX:
        assign(g, e->kids.at[0], true);
        return;
    case E_AND:
    case E_OR:
    case E_COND:
        read(g, e->kids.at[0]);
        for (size_t i = 1; i < e->kids.n; i++)
            read_maybe(g, e->kids.at[i]);
        return;
    case E_SIZEOF:
        read_sizes(g, e->type);
        return;
    case E_CAST:
        read_sizes(g, e->type);
        read(g, e->kids.at[0]);
        return;
    case E_VA_ARG:
        take_address(g, e->kids.at[0]);
        return;
    case E_STMT: {
        bool maybe = g->maybe;
        g->maybe = true;
        read_stmt(g, e->body);
        g->maybe = maybe;
        return;
    }
    default:
        read_kids(g, e);
    }
}

static void read(struct graph *g, struct expr *e)
{
    struct how *h;
    if (!e || e->unevaluated)
        return;
    h = how_of(e);
    switch (h ? h->kind : H_PLAIN) {
    case H_VAR:
    case H_ADDRESS:
    case H_LEAVING:
        use(g, h->var);
        if (h->kind == H_VAR && h->var->type && type_is_array(h->var->type))
            escape(g, h->var);
        return;
    case H_VOID:
        return;
    case H_RIGHT:
        read(g, e->kids.at[1]);
        return;
    case H_COND:
        use(g, h->var);
        for (size_t i = 1; i < e->kids.n; i++)
            read_maybe(g, e->kids.at[i]);
        return;
    default:
        read_inner(g, e);
    }
}

/* The statements of a statement expression that has no await: uses only. */
static void read_stmt(struct graph *g, struct stmt *s)
{
    if (!s)
        return;
    if (s->decl)
        for (size_t i = 0; i < s->decl->declarators.n; i++) {
            read_sizes(g, s->decl->declarators.at[i].sym->type);
            read(g, s->decl->declarators.at[i].init);
        }
    read(g, s->expr);
    read(g, s->expr2);
    read(g, s->inc);
    for (size_t i = 0; i < s->exprs.n; i++)
        take_address(g, s->exprs.at[i]);
    for (size_t i = 0; i < s->list.n; i++)
        read_stmt(g, s->list.at[i]);
    read_stmt(g, s->init);
    read_stmt(g, s->body);
    read_stmt(g, s->other);
}

static void parts(struct graph *g, struct node *n)
{
    for (size_t i = 0; i < n->parts.n; i++)
        switch (n->parts.at[i].kind) {
        case PART_USE: use(g, n->parts.at[i].var); break;
        case PART_ADDRESS: use(g, n->parts.at[i].var); may_def(g, n->parts.at[i].var); break;
        case PART_EXPR: read(g, n->parts.at[i].expr); break;
        default: break;
        }
    for (size_t i = 0; i < n->parts.n; i++)
        if (n->parts.at[i].kind == PART_DEF)
            def(g, n->parts.at[i].var);
    for (int i = n->fresh_from; i < n->fresh_to; i++)
        def(g, g->f->vars.at[i]);
}

/* ---- nodes ------------------------------------------------------------------------ */

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

static void read_call(struct graph *g, struct expr *call, bool pointer)
{
    for (size_t i = 0; i < call->kids.n; i++)
        if (i > 0 || pointer)
            read(g, call->kids.at[i]);
}

static void walk_call(struct graph *g, struct site *s)
{
    int asked = g->at;
    read_call(g, s->call, s->kind == SITE_POINTER || (s->offloads && !s->callee_named));
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

static void walk_group_end(struct graph *g, struct site *s)
{
    use(g, s->group);
    suspend(g);
    use(g, s->group);
    may_def(g, s->left);
    step(g);
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
    read(g, s->await);
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
    read_call(g, it->call, it->kind == SITE_POINTER);
    def(g, it->node);
    def(g, it->holder);
}

static void walk_local(struct graph *g, struct var *v)
{
    step(g);
    if (v->begin < 0 || g->at < v->begin)
        v->begin = g->at;
}

static void enter_block(struct graph *g, struct stmt *block)
{
    step(g);
    for (size_t i = 0; i < g->f->vars.n; i++)
        if (g->f->vars.at[i]->block == block && g->f->vars.at[i]->kind == V_LOCAL)
            def(g, g->f->vars.at[i]);
}

static void walk_block(struct graph *g, struct node *n)
{
    struct stmt *outer = g->block;
    int begin;
    enter_block(g, n->stmt);
    begin = g->at;
    g->block = n->stmt;
    for (size_t i = 0; i < n->list.n; i++)
        walk(g, n->list.at[i]);
    g->block = outer;
    for (size_t i = 0; i < g->f->vars.n; i++) {
        struct var *v = g->f->vars.at[i];
        if (v->block != n->stmt || v->kind == V_PARAM)
            continue;
        v->end = (int)g->points.n;
        if (g->has_labels || v->begin < 0)
            v->begin = begin;
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
        read(g, n->expr);
    parts(g, n);
    assume(g, n, true);
    walk(g, n->body);
    end = g->at;
    g->at = cond;
    assume(g, n, false);
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

/* A literal of a block around the loop that is set in it, by its condition or increment,
 * is there in the next round, too. */
static void reach_back(struct graph *g, int head)
{
    for (size_t i = 0; i < g->f->vars.n; i++) {
        struct var *v = g->f->vars.at[i];
        if (v->kind == V_LITERAL && v->begin > head && !v->end)
            v->begin = head;
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
        read(g, n->expr);
        link(g, g->at, after);
    }
    walk(g, n->body);
    link(g, g->at, g->continues);
    g->at = g->continues;
    step(g);
    if (n->kind == N_DO) {
        read(g, n->expr);
        link(g, g->at, after);
    }
    if (n->inc)
        parts(g, n->inc);
    link(g, g->at, head);
    reach_back(g, head);
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
    if (v->begin < 0 || g->at < v->begin)
        v->begin = g->at;
    read_sizes(g, v->type);
    if (n->declarator->init) {
        read(g, n->declarator->init);
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
        read(g, n->expr);
        use(g, n->var);
        link(g, g->at, g->done);
        g->at = -1;
        return;
    case N_SET:
        step(g);
        g->points.at[g->at].way.sets = n->var;
        read(g, n->expr);
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
    case N_LOCAL: walk_local(g, n->var); return;
    case N_PENDING: step(g); return;
    case N_MARK: walk_mark(g, n); return;
    }
}

static bool has_user_label(struct node *n)
{
    if (!n)
        return false;
    if (n->kind == N_LABEL && !n->internal)
        return true;
    for (size_t i = 0; i < n->list.n; i++)
        if (has_user_label(n->list.at[i]))
            return true;
    return has_user_label(n->body) || has_user_label(n->other);
}

static void resolve_gotos(struct graph *g)
{
    for (size_t i = 0; i < g->goto_points.n; i++)
        for (size_t k = 0; k < g->label_names.n; k++)
            if (g->goto_names.at[i] == g->label_names.at[k] ||
                (!g->goto_names.at[i] && strncmp(g->label_names.at[k], "cede__", 6) != 0))
                link(g, g->goto_points.at[i], g->label_points.at[k]);
}

/* ---- data flow ------------------------------------------------------------------------ */

static void spread(struct graph *g)
{
    int words = g->f->words;
    bool changed = true;
    while (changed) {
        changed = false;
        for (int i = (int)g->points.n - 1; i >= 0; i--) {
            struct point *p = &g->points.at[i];
            for (size_t k = 0; k < p->next.n; k++)
                for (int w = 0; w < words; w++)
                    p->out[w] |= g->points.at[p->next.at[k]].in[w];
            for (int w = 0; w < words; w++) {
                unsigned long in = p->use[w] | (p->out[w] & ~p->def[w]);
                changed = changed || in != p->in[w];
                p->in[w] = in;
            }
        }
    }
}

/* What is known by address is alive as long as its block. */
static void spread_escapes(struct graph *g)
{
    for (size_t i = 0; i < g->f->vars.n; i++) {
        struct var *v = g->f->vars.at[i];
        int end = v->kind == V_PARAM || !v->block ? (int)g->points.n : v->end;
        if (!v->escapes)
            continue;
        for (int p = v->begin; p < end; p++) {
            bit_set(g->points.at[p].in, v->id);
            bit_set(g->points.at[p].out, v->id);
        }
    }
}

static void find_survivors(struct graph *g)
{
    struct fn *f = g->f;
    for (size_t i = 0; i < f->sites.n; i++) {
        struct site *s = f->sites.at[i];
        s->alive = g->points.at[g->site_points.at[i]].out;
        for (size_t k = 0; k < f->vars.n; k++)
            if (bit_test(s->alive, (int)k)) {
                f->vars.at[k]->in_frame = true;
                f->vars.at[k]->n_sites++;
            }
    }
}

static void find_interference(struct graph *g)
{
    struct fn *f = g->f;
    unsigned long *here = set_new(f);
    f->interferes = NEW_ARRAY(unsigned long *, f->vars.n + 1);
    for (size_t i = 0; i < f->vars.n; i++)
        f->interferes[i] = set_new(f);
    for (size_t i = 0; i < g->points.n; i++) {
        struct point *p = &g->points.at[i];
        for (int w = 0; w < f->words; w++)
            here[w] = p->in[w] | p->out[w] | p->def[w] | p->may[w];
        for (size_t k = 0; k < f->vars.n; k++)
            if (f->vars.at[k]->in_frame && bit_test(here, (int)k))
                for (int w = 0; w < f->words; w++)
                    f->interferes[k][w] |= here[w];
    }
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
        c->defers[i].alive = g->points.at[c->defers[i].point].in;
}

/* Whether control can come to point `to`. */
static bool reachable(struct graph *g, int from, int to)
{
    bool *seen = NEW_ARRAY(bool, g->points.n);
    int *todo = NEW_ARRAY(int, g->points.n), n = 0;
    seen[from] = true;
    todo[n++] = from;
    while (n) {
        struct point *p = &g->points.at[todo[--n]];
        for (size_t i = 0; i < p->next.n; i++)
            if (!seen[p->next.at[i]]) {
                seen[p->next.at[i]] = true;
                todo[n++] = p->next.at[i];
            }
    }
    return to >= 0 && seen[to];
}

void flow(struct fn *f)
{
    struct graph g;
    int entry;
    memset(&g, 0, sizeof g);
    g.f = f;
    f->words = (int)(f->vars.n / (8 * sizeof (unsigned long)) + 1);
    for (size_t i = 0; i < f->vars.n; i++)
        f->vars.at[i]->begin = -1;
    g.exit = loose(&g);
    g.done = loose(&g);
    entry = g.at = loose(&g);
    g.head = g.breaks = g.continues = g.exit;
    g.has_labels = has_user_label(f->body);
    for (size_t i = 0; i < f->vars.n; i++)
        if (f->vars.at[i]->kind == V_PARAM)
            def(&g, f->vars.at[i]);
    walk(&g, f->body);
    resolve_gotos(&g);
    f->end_reachable = reachable(&g, entry, g.at);
    link(&g, g.at, g.done);
    spread(&g);
    spread_escapes(&g);
    find_survivors(&g);
    find_interference(&g);
    if (strcmp(f->o->emit, "dot") == 0)
        keep_control(&g, entry);
}
