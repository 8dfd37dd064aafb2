/* recursion.c: which awaits need a box.
 *
 * A function that awaits itself, by way of others or not, has no finite frame: awaits
 * inside a cycle of this file get their frames from the loop's pool. A cycle that
 * spans files is found when a task is first made. */
#include "generate.h"
#include "map.h"
#include <string.h>

struct graph_node {
    struct external *x;
    VEC(struct expr *) awaits;
    VEC(struct graph_node *) next;
    size_t at;                  /* the next of them to look at */
    int index, low, component;
    bool on_stack;
};
struct components {
    VEC(struct graph_node *) stack;
    struct map nodes;
    int index, n;
};

static void collect_expr(struct components *c, struct graph_node *g, struct expr *e);

static void collect_stmt(struct components *c, struct graph_node *g, struct stmt *s)
{
    if (!s)
        return;
    if (s->decl)
        for (size_t i = 0; i < s->decl->declarators.n; i++)
            collect_expr(c, g, s->decl->declarators.at[i].init);
    collect_expr(c, g, s->expr);
    collect_expr(c, g, s->expr2);
    collect_expr(c, g, s->inc);
    for (size_t i = 0; i < s->exprs.n; i++)
        collect_expr(c, g, s->exprs.at[i]);
    for (size_t i = 0; i < s->list.n; i++)
        collect_stmt(c, g, s->list.at[i]);
    collect_stmt(c, g, s->init);
    collect_stmt(c, g, s->body);
    collect_stmt(c, g, s->other);
}

static struct symbol *await_callee(struct expr *e)
{
    struct expr *call = without_parens(e->kids.at[0]);
    return call->kind == E_CALL ? named_function(call) : NULL;
}

static void collect_expr(struct components *c, struct graph_node *g, struct expr *e)
{
    if (!e || e->unevaluated)
        return;
    if ((e->kind == E_AWAIT || e->kind == E_ITER) && await_callee(e) && map_get(&c->nodes, await_callee(e))) {
        VEC_PUSH(&g->awaits, e);
        VEC_PUSH(&g->next, (struct graph_node *)map_get(&c->nodes, await_callee(e)));
    }
    if (e->kind == E_STMT)
        collect_stmt(c, g, e->body);
    for (size_t i = 0; i < e->kids.n; i++)
        collect_expr(c, g, e->kids.at[i]);
}

static void close_component(struct components *c, struct graph_node *root)
{
    struct graph_node *k;
    c->n++;
    do {
        k = c->stack.at[--c->stack.n];
        k->on_stack = false;
        k->component = c->n;
    } while (k != root);
}

/* The next call of g that leads somewhere new; NULL: all have been looked at. */
static struct graph_node *unseen_callee(struct graph_node *g)
{
    for (; g->at < g->next.n; g->at++) {
        struct graph_node *k = g->next.at[g->at];
        if (!k->index)
            return k;
        if (k->on_stack && k->low < g->low)
            g->low = k->low;
    }
    return NULL;
}

/* Tarjan, Depth-first search and linear graph algorithms, 1972; with a stack of its own,
 * as a chain of calls may be long. */
static void component_of(struct components *c, struct graph_node *start)
{
    VEC(struct graph_node *) todo = { NULL, 0, 0 };
    VEC_PUSH(&todo, start);
    while (todo.n) {
        struct graph_node *g = todo.at[todo.n - 1], *k;
        if (!g->index) {
            g->index = g->low = ++c->index;
            g->on_stack = true;
            VEC_PUSH(&c->stack, g);
        }
        k = unseen_callee(g);
        if (k) {
            VEC_PUSH(&todo, k);
            continue;
        }
        if (g->low == g->index)
            close_component(c, g);
        todo.n--;
    }
}

void box_recursion(struct unit *u)
{
    struct components c;
    VEC(struct graph_node *) all = { NULL, 0, 0 };
    memset(&c, 0, sizeof c);
    for (size_t i = 0; i < u->externals.n; i++)
        if (u->externals.at[i].kind == X_ASYNC) {
            struct graph_node *g = NEW(struct graph_node);
            g->x = &u->externals.at[i];
            *map_at(&c.nodes, g->x->sym) = g;
            VEC_PUSH(&all, g);
        }
    for (size_t i = 0; i < all.n; i++)
        collect_stmt(&c, all.at[i], all.at[i]->x->body);
    for (size_t i = 0; i < all.n; i++)
        if (!all.at[i]->index)
            component_of(&c, all.at[i]);
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < all.at[i]->awaits.n; k++)
            if (all.at[i]->component == all.at[i]->next.at[k]->component) {
                all.at[i]->awaits.at[k]->boxed = true;
                lean_check_recursion(u, all.at[i]->awaits.at[k]);
            }
}
