/* lint_graph.c: the order in which an async function's parts run.
 *
 * In:   the tree.
 * Out:  points with edges, for the lints that follow the control flow.
 *
 * As lower_expr.c does it: the awaits of a full expression are points of their own, from
 * left to right and under what decides about them, and the rest of it is one more. A block
 * that is left, whichever way, awaits its group and runs its defers: their points are there
 * once for each way. From each await in a within or group an edge leads to what follows
 * when it was unwound. Ways out by cancellation are left out: nothing is computed there.
 *
 * Nothing in the tree is changed. */
#include "lint_graph.h"

#include "lower.h"
#include "map.h"
#include "parse.h"

#include <string.h>

/* Defers are walked once for each jump that leaves them. */
#define MOST_POINTS 200000

/* A block whose end owes something. */
struct owing {
    struct owing *outer;
    struct stmt *block;
    struct stmt *group;             /* whose body it is */
    VEC(struct stmt *) defers;      /* that were passed */
};

struct builder {
    struct lint *l;
    struct lint_graph *g;
    int at;                         /* where control is; -1: nowhere */
    struct stmt *stmt;
    struct owing *owing;
    struct target { int point; struct owing *owing; } breaks, continues;
    int head;                       /* of the switch: where cases come from; -1: none */
    bool has_default;
    struct map labels;              /* name to struct label */
    VEC(struct pending { int from; const char *label; }) gotos;     /* NULL: to each */
    bool too_large;
};

struct label {
    struct stmt *stmt;
    int point;
};

static void walk(struct builder *b, struct stmt *s);

/* ---- points ------------------------------------------------------------------------ */

static void link(struct builder *b, int from, int to)
{
    if (from >= 0)
        VEC_PUSH(&b->g->points.at[from].next, to);
}

static int loose(struct builder *b, enum point_kind kind)
{
    struct lint_point p;
    memset(&p, 0, sizeof p);
    p.kind = kind;
    p.stmt = b->stmt;
    b->too_large |= b->g->points.n > MOST_POINTS;
    VEC_PUSH(&b->g->points, p);
    return (int)b->g->points.n - 1;
}

static struct lint_point *step(struct builder *b, enum point_kind kind)
{
    int p = loose(b, kind);
    link(b, b->at, p);
    b->at = p;
    return &b->g->points.at[p];
}

/* The ways from here and from there become one. */
static void join(struct builder *b, int other)
{
    int here = b->at;
    if (other < 0)
        return;
    b->at = here < 0 ? other : here;
    if (here >= 0 && here != other) {
        step(b, AT_NOTHING);
        link(b, other, b->at);
    }
}

/* ---- expressions ------------------------------------------------------------------------ */

static bool has_branched(struct expr *e)
{
    return expr_suspends(e->kids.at[1]) || expr_suspends(e->kids.at[e->kids.n - 1]);
}

size_t lint_first_kid(struct expr *e)
{
    return (e->kind == E_COMMA && expr_suspends(e)) || (e->kind == E_COND && has_branched(e));
}

bool lint_is_done(struct expr *e)
{
    switch (e->kind) {
    case E_AWAIT: case E_ITER: return true;
    case E_STMT: return expr_suspends(e);
    case E_AND: case E_OR: return expr_suspends(e->kids.at[1]);
    default: return false;
    }
}

static void hoist(struct builder *b, struct expr *e);

static struct lint_point *evaluate(struct builder *b, struct expr *e)
{
    hoist(b, e);
    struct lint_point *p = step(b, AT_EVAL);
    p->expr = e;
    return p;
}

/* e is evaluated now, and is what `of` gives later. */
static struct lint_point *keep(struct builder *b, struct expr *e, struct expr *of)
{
    struct lint_point *p = step(b, AT_KEEP);
    p->expr = e;
    p->of = of;
    return p;
}

static void hoist_branches(struct builder *b, struct expr *e)
{
    hoist(b, e->kids.at[0]);
    if (!has_branched(e))
        return;
    if (e->kind == E_COND)
        step(b, AT_EVAL)->expr = e->kids.at[0];
    else
        keep(b, e->kids.at[0], e)->more = false;
    int from = b->at, end;
    if (e->kind == E_COND && e->kids.n == 3)
        hoist(b, e->kids.at[1]);
    end = b->at;
    b->at = from;
    hoist(b, e->kids.at[e->kids.n - 1]);
    if (e->kind != E_COND)          /* the right side of && and || is evaluated here, too */
        keep(b, e->kids.at[1], e)->more = true;
    join(b, end);
}

static void hoist_statements(struct builder *b, struct expr *e)
{
    struct stmt *outer = b->stmt, *last = value_statement(e);
    walk(b, e->body);
    b->stmt = outer;
    if (!last || b->at < 0)
        return;
    keep(b, last->expr, e);
}

/* The awaits of e, in the order in which they run. */
static void hoist(struct builder *b, struct expr *e)
{
    if (!e || e->unevaluated || !expr_suspends(e))
        return;
    switch (e->kind) {
    case E_AND: case E_OR: case E_COND:
        hoist_branches(b, e);
        return;
    case E_COMMA:
        evaluate(b, e->kids.at[0])->dropped = true;
        hoist(b, e->kids.at[1]);
        return;
    case E_STMT:
        hoist_statements(b, e);
        return;
    default:
        break;
    }
    struct expr *from = e->kind == E_AWAIT ? without_parens(e->kids.at[0]) : e;
    for (size_t i = 0; i < from->kids.n; i++)
        hoist(b, from->kids.at[i]);
    if (e->kind == E_AWAIT)
        step(b, AT_AWAIT)->expr = e;
}

/* Whether the value is the same whatever happens: 1 or 0; else -1. */
static int decided(struct builder *b, struct expr *e)
{
    long long value;
    if (!e)
        return 1;
    return expr_constant(b->l->u, e, &value) ? value != 0 : -1;
}

static bool never_returns(struct builder *b, struct expr *call)
{
    static const char *const list[] = {
        "exit", "_exit", "_Exit", "quick_exit", "abort", "longjmp", "siglongjmp", "__builtin_unreachable",
        "__builtin_trap", "__builtin_abort", "__builtin_exit", "__assert_fail", NULL
    };
    struct symbol *f = named_function(call);
    const char *name = called_name(b->l->u, call);
    return (f && f->is_noreturn) || (name && name_is_one_of(name, list));
}

/* Whether e, wherever it goes, calls what does not return. */
static bool ends_here(struct builder *b, struct expr *e)
{
    if (!e || e->unevaluated || e->kind == E_AWAIT || e->kind == E_STMT || e->kind == E_SIZEOF)
        return false;
    if (e->kind == E_CALL && never_returns(b, e))
        return true;
    bool branches = e->kind == E_AND || e->kind == E_OR || e->kind == E_COND;
    for (size_t i = 0; i < (branches ? 1 : e->kids.n); i++)
        if (ends_here(b, e->kids.at[i]))
            return true;
    return false;
}

/* ---- leaving blocks --------------------------------------------------------------------- */

/* What the block owes for the defers behind this token. */
static void settle(struct builder *b, struct owing *o, size_t behind)
{
    struct owing *here = b->owing;
    struct target breaks = b->breaks, continues = b->continues;
    struct stmt *stmt = b->stmt;
    if (b->too_large)
        return;
    if (o->group && !behind) {
        b->stmt = o->group;
        step(b, AT_SUSPEND);
    }
    b->owing = o->outer;
    for (size_t i = o->defers.n; i-- > 0; )
        if (o->defers.at[i]->begin >= behind)
            walk(b, o->defers.at[i]->body);
    b->owing = here;
    b->breaks = breaks;
    b->continues = continues;
    b->stmt = stmt;
}

static void settle_up_to(struct builder *b, struct owing *end)
{
    for (struct owing *o = b->owing; o && o != end; o = o->outer)
        settle(b, o, 0);
}

static void jump(struct builder *b, struct target to)
{
    if (b->at < 0)
        return;
    settle_up_to(b, to.owing);
    link(b, b->at, to.point);
    b->at = -1;
}

static bool is_inside(struct stmt *s, struct stmt *block)
{
    for (; s; s = s->parent)
        if (s == block)
            return true;
    return false;
}

static void jump_to_label(struct builder *b, const char *name)
{
    struct label *to = map_get(&b->labels, name);
    if (b->at < 0 || !to)
        return;
    for (struct owing *o = b->owing; o; o = o->outer) {
        if (is_inside(to->stmt, o->block)) {
            settle(b, o, to->stmt->begin ? to->stmt->begin : 1);
            break;
        }
        settle(b, o, 0);
    }
    VEC_PUSH(&b->gotos, ((struct pending){ b->at, name }));
    b->at = -1;
}

static void leave_function(struct builder *b)
{
    if (b->at < 0)
        return;
    settle_up_to(b, NULL);
    link(b, b->at, 0);
    b->at = -1;
}

static void walk_block(struct builder *b, struct stmt *s)
{
    struct owing o;
    memset(&o, 0, sizeof o);
    o.outer = b->owing;
    o.block = s;
    o.group = s->parent && s->parent->kind == S_GROUP && s->parent->body == s ? s->parent : NULL;
    b->owing = &o;
    for (size_t i = 0; i < s->list.n; i++)
        walk(b, s->list.at[i]);
    if (b->at >= 0)
        settle(b, &o, 0);
    b->owing = o.outer;
}

/* ---- statements ---------------------------------------------------------------------------- */

static void walk_if(struct builder *b, struct stmt *s)
{
    int known = decided(b, s->expr);
    evaluate(b, s->expr);
    int from = b->at, end;
    b->at = known == 0 ? -1 : from;
    walk(b, s->body);
    end = b->at;
    b->at = known == 1 ? -1 : from;
    walk(b, s->other);
    join(b, end);
}

static void walk_loop(struct builder *b, struct stmt *s)
{
    struct target breaks = b->breaks, continues = b->continues;
    int known = decided(b, s->expr), after = loose(b, AT_NOTHING), next = loose(b, AT_NOTHING), head;
    step(b, AT_LOOP)->endless = known == 1;
    head = b->at;
    b->breaks = (struct target){ after, b->owing };
    b->continues = (struct target){ next, b->owing };
    if (s->kind != S_DO) {
        if (s->expr)
            evaluate(b, s->expr);
        if (known != 1)
            link(b, b->at, after);
        if (known == 0)
            b->at = -1;
    }
    walk(b, s->body);
    link(b, b->at, next);
    b->at = next;
    if (s->kind == S_DO) {
        evaluate(b, s->expr);
        if (known != 1)
            link(b, b->at, after);
        if (known == 0)
            b->at = -1;
    }
    if (s->inc)
        evaluate(b, s->inc)->dropped = true;
    link(b, b->at, head);
    b->breaks = breaks;
    b->continues = continues;
    b->at = after;
}

static void walk_for(struct builder *b, struct stmt *s)
{
    walk(b, s->init);
    b->stmt = s;
    walk_loop(b, s);
}

static void walk_switch(struct builder *b, struct stmt *s)
{
    struct target breaks = b->breaks;
    int head = b->head, after = loose(b, AT_NOTHING);
    bool has_default = b->has_default;
    evaluate(b, s->expr);
    b->head = b->at;
    b->has_default = false;
    b->breaks = (struct target){ after, b->owing };
    b->at = -1;
    walk(b, s->body);
    link(b, b->at, after);
    if (!b->has_default)
        link(b, b->head, after);
    b->head = head;
    b->has_default = has_default;
    b->breaks = breaks;
    b->at = after;
}

/* From the awaits among these points there is a way to the next one. */
static void unwind(struct builder *b, size_t from, size_t to)
{
    int caught = loose(b, AT_NOTHING);
    for (size_t i = from; i < to; i++)
        if (b->g->points.at[i].kind == AT_AWAIT || b->g->points.at[i].kind == AT_SUSPEND)
            link(b, (int)i, caught);
    b->at = caught;
}

/* within and group: their else part, or what comes behind, also follows where the body is unwound. */
static void walk_guarded(struct builder *b, struct stmt *s)
{
    if (s->expr)
        evaluate(b, s->expr);
    size_t from = b->g->points.n;
    walk(b, s->body);
    int end = b->at;
    b->stmt = s;
    unwind(b, from, b->g->points.n);
    if (s->other)
        walk(b, s->other);
    else if (s->kind == S_GROUP)
        b->at = -1;                 /* returned, or cannot fail */
    join(b, end);
}

static void walk_each(struct builder *b, struct stmt *s)
{
    struct target breaks = b->breaks, continues = b->continues;
    struct expr *call = without_parens(s->expr->kids.at[0]);
    int after = loose(b, AT_NOTHING), head;
    for (size_t i = 0; i < call->kids.n; i++)
        evaluate(b, call->kids.at[i]);
    step(b, AT_SUSPEND);
    head = b->at;
    b->breaks = (struct target){ after, b->owing };
    b->continues = (struct target){ head, b->owing };
    step(b, AT_INIT)->declarator = &s->decl->declarators.at[0];
    walk(b, s->body);
    link(b, b->at, head);
    b->breaks = breaks;
    b->continues = continues;
    b->at = head;
    walk(b, s->other);
    link(b, b->at, after);
    link(b, head, after);
    b->at = after;
}

static void walk_decl(struct builder *b, struct decl *d)
{
    for (size_t i = 0; i < d->declarators.n; i++) {
        struct declarator *k = &d->declarators.at[i];
        if (k->sym->kind != SYM_VAR || k->sym->storage == ST_STATIC || k->sym->storage == ST_EXTERN)
            continue;
        hoist(b, k->init);
        step(b, AT_INIT)->declarator = k;
    }
}

static void walk_expr_stmt(struct builder *b, struct expr *e)
{
    bool ends = ends_here(b, e);
    evaluate(b, e)->dropped = true;
    if (!ends)
        return;
    link(b, b->at, 0);
    b->at = -1;
}

static void walk(struct builder *b, struct stmt *s)
{
    if (!s || b->too_large)
        return;
    b->stmt = s;
    switch (s->kind) {
    case S_EXPR: walk_expr_stmt(b, s->expr); return;
    case S_DECL: walk_decl(b, s->decl); return;
    case S_BLOCK: walk_block(b, s); return;
    case S_IF: walk_if(b, s); return;
    case S_FOR: walk_for(b, s); return;
    case S_WHILE: case S_DO: walk_loop(b, s); return;
    case S_SWITCH: walk_switch(b, s); return;
    case S_CASE: case S_DEFAULT:
        step(b, AT_NOTHING);
        link(b, b->head, b->at);
        b->has_default |= s->kind == S_DEFAULT;
        walk(b, s->body);
        return;
    case S_LABEL: {
        struct label *label = map_get(&b->labels, s->name);
        step(b, AT_LOOP);
        if (label)
            label->point = b->at;
        walk(b, s->body);
        return;
    }
    case S_GOTO:
        if (!s->expr) {
            jump_to_label(b, s->name);
            return;
        }
        evaluate(b, s->expr);
        VEC_PUSH(&b->gotos, ((struct pending){ b->at, NULL }));
        b->at = -1;
        return;
    case S_BREAK: jump(b, b->breaks); return;
    case S_CONTINUE: jump(b, b->continues); return;
    case S_RETURN:
        if (s->expr)
            evaluate(b, s->expr);
        leave_function(b);
        return;
    case S_ASM:
        for (size_t i = 0; i < s->exprs.n; i++)
            evaluate(b, s->exprs.at[i]);
        if (s->op == 'g')
            VEC_PUSH(&b->gotos, ((struct pending){ b->at, NULL }));
        return;
    case S_DEFER:
        if (b->owing)
            VEC_PUSH(&b->owing->defers, s);
        return;
    case S_WITHIN: case S_GROUP: walk_guarded(b, s); return;
    case S_SHIELD: walk(b, s->body); return;
    case S_CONTEXT:
        evaluate(b, s->expr2);
        walk(b, s->body);
        return;
    case S_YIELD:
        evaluate(b, s->expr);
        step(b, AT_SUSPEND);
        return;
    case S_EACH: walk_each(b, s); return;
    default: return;
    }
}

/* ---- the function ---------------------------------------------------------------------------- */

static void find_labels(struct builder *b, struct stmt *s);

static void find_labels_in(struct builder *b, struct expr *e)
{
    if (!e)
        return;
    if (e->kind == E_STMT)
        find_labels(b, e->body);
    for (size_t i = 0; i < e->kids.n; i++)
        find_labels_in(b, e->kids.at[i]);
}

static void find_labels(struct builder *b, struct stmt *s)
{
    if (!s)
        return;
    if (s->kind == S_LABEL) {
        struct label *label = NEW(struct label);
        label->stmt = s;
        label->point = -1;
        *map_at(&b->labels, s->name) = label;
    }
    find_labels_in(b, s->expr);
    for (size_t i = 0; i < s->list.n; i++)
        find_labels(b, s->list.at[i]);
    find_labels(b, s->init);
    find_labels(b, s->body);
    find_labels(b, s->other);
}

static void resolve_gotos(struct builder *b)
{
    for (size_t i = 0; i < b->gotos.n; i++)
        for (size_t k = 0; k < b->labels.cap; k++) {
            struct label *to = b->labels.slots[k].value;
            if (to && to->point >= 0 && (!b->gotos.at[i].label || b->gotos.at[i].label == to->stmt->name))
                link(b, b->gotos.at[i].from, to->point);
        }
}

static struct lint_graph *make(struct lint *l)
{
    struct builder b;
    memset(&b, 0, sizeof b);
    b.l = l;
    b.g = NEW(struct lint_graph);
    b.stmt = l->x->body;
    b.head = -1;
    loose(&b, AT_EXIT);
    b.at = loose(&b, AT_NOTHING);
    find_labels(&b, l->x->body);
    walk(&b, l->x->body);
    link(&b, b.at, 0);
    resolve_gotos(&b);
    return b.too_large ? NULL : b.g;
}

struct lint_graph *lint_graph(struct lint *l)
{
    if (!l->has_graph)
        l->graph = make(l);
    l->has_graph = true;
    return l->graph;
}
