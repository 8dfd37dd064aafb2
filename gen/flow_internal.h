/* flow_internal.h: what the files of flow share.
 *
 * flow.c makes a graph of points of a function's nodes; flow_expr.c says what an
 * expression does to variables at a point; live.c finds what is alive where.
 *
 * Always:
 *   1. points are numbered in the order of the text, so a block is a range of them;
 *   2. at a point, what it reads is read before what it sets is set;
 *   3. a variable that is known by its address is alive to the end of its block. */
#ifndef GEN_FLOW_INTERNAL_H
#define GEN_FLOW_INTERNAL_H

#include "lower.h"
#include "parse.h"

/* Of variables; short. */
struct ids { int *at; size_t n, cap; };

struct point {
    VEC(int) next;
    struct ids use, def, may;       /* read, set, perhaps set */
    struct ids read;                /* of use, those whose value is read here, not only by their address */
    struct ids fresh;               /* has no value from here on, whatever it had */
    struct ids taken;               /* somebody may know its address from here on */
    size_t token;                   /* where it stands; 0: nowhere */
    struct way way;                 /* what holds here, for dot.c */
    /* live.c, at the point's beginning */
    unsigned long *wanted;          /* its value may be read later */
    unsigned long *valued;          /* it may have one */
    unsigned long *known;           /* somebody may know its address */
    unsigned long *unset;           /* its value is read later on a way that does not set it */
};

struct graph {
    struct fn *f;
    VEC(struct point) points;
    int at;                         /* where control is; -1: nowhere */
    struct stmt *block;             /* innermost */
    int breaks, continues;          /* points they go to */
    int head;                       /* of the switch: where cases come from */
    bool has_default;
    bool maybe;                     /* under a condition inside an expression */
    size_t token;                   /* of the node that is looked at */
    struct expr *call;              /* innermost call whose arguments are read; an await, too */
    VEC(const char *) label_names;
    VEC(int) label_points;
    VEC(int) goto_points;
    VEC(const char *) goto_names;
    VEC(int) site_points;
    VEC(struct run) defers;
    int exit, done;                 /* where an unwinding and a return leave the function */
};

/* ---- flow.c --------------------------------------------------------------------- */

/* The variable is read, or set, at the current point. NULL: none. */
void use(struct graph *g, struct var *v);
/* Its address is used, or a part of it set: what is needed of it, and perhaps set. */
void lend(struct graph *g, struct var *v);
void def(struct graph *g, struct var *v);
void may_def(struct graph *g, struct var *v);
/* From here on the variable can be reached by its address, which e gives away. */
void escape(struct graph *g, struct var *v, struct expr *e);

/* ---- flow_expr.c ------------------------------------------------------------------ */

void read_expr(struct graph *g, struct expr *e);
/* What stands for the arguments of a call that somebody else makes: they escape. */
void read_arguments(struct graph *g, struct expr *call, bool pointer, struct expr *await);
void take_address(struct graph *g, struct expr *e);
/* Without its parentheses, where they are printed. */
struct expr *strip(struct expr *e);
/* The sizes of variable-length arrays that a type is made of. */
void read_sizes(struct graph *g, struct type *t);

/* ---- live.c ------------------------------------------------------------------------ */

void find_alive(struct graph *g);
/* The variables that are alive at a point's beginning, once that is found. */
unsigned long *alive_at(struct graph *g, int point);
bool reachable(struct graph *g, int from, int to);

#endif
