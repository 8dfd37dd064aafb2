/* lint_graph.h: an async function as points in the order in which they run; lint_graph.c. */
#ifndef GEN_LINT_GRAPH_H
#define GEN_LINT_GRAPH_H

#include "lint.h"

enum point_kind {
    AT_NOTHING,     /* ways meet */
    AT_LOOP,        /* a loop begins, or a label stands: stmt */
    AT_EVAL,        /* expr is evaluated, but for what was done before it: see lint_is_done() */
    AT_KEEP,        /* the same; its value is that of the expression `of` from then on */
    AT_INIT,        /* the declarator is initialised, or a variable gets a value of its own (no init) */
    AT_AWAIT,       /* expr, an E_AWAIT: its arguments are evaluated, then it may suspend */
    AT_SUSPEND,     /* stmt may suspend: a group's end, a yield, the next value of await_each */
    AT_EXIT
};

struct lint_point {
    enum point_kind kind;
    VEC(int) next;
    struct stmt *stmt;              /* that it is part of */
    struct expr *expr, *of;
    struct declarator *declarator;
    bool dropped;                   /* AT_EVAL: nobody uses its value */
    bool more;                      /* AT_KEEP: added to what `of` is already */
    bool endless;                   /* AT_LOOP: it has no condition that could end it */
};

struct lint_graph {
    VEC(struct lint_point) points;  /* 0 is the exit, 1 the entry */
};

/* The function's, made once; NULL: it is too large to be worth it. */
struct lint_graph *lint_graph(struct lint *l);
/* Whether e, a part of an expression that is evaluated, was evaluated at a point before. */
bool lint_is_done(struct expr *e);
/* The first of e's operands that was not: a condition with awaits behind it, and what stands left
 * of a comma, come before. */
size_t lint_first_kid(struct expr *e);

#endif
