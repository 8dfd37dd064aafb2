/* lower_internal.h: what the files of lowering share.
 *
 * node.c makes variables and nodes; lower_scan.c finds variables, labels and regions
 * before anything is lowered; lower_cleanup.c makes defers of cleanup attributes; lower_expr.c takes awaits out of expressions;
 * lower_leave.c writes blocks that owe something and the ways out of them; lower_iter.c
 * generators and their consumers; lower.c lowers statements. */
#ifndef GEN_LOWER_INTERNAL_H
#define GEN_LOWER_INTERNAL_H

#include "lower.h"
#include "parse.h"
#include <string.h>

/* What a statement remembers: the region around it, and the one that it opens. */
struct place {
    struct region *around, *opens, *body;
    const char *continues;      /* a loop: the label that continue goes to; NULL: plain continue */
    struct stmt *header;        /* a for whose header declares something with a cleanup: the block around both */
    struct var *value;          /* an expression statement: the last one of ({ … }), which this takes;
                                 * await_each: with what its generator ended */
};

struct label {
    const char *name;
    struct stmt *stmt;
    struct region *region;
};
struct scan {
    struct fn *f;
    bool inert;         /* in a statement expression that is printed as it is */
    struct stmt *value; /* what the innermost statement expression around gives; NULL: none */
    struct var *error;  /* what cede_each_error() gives; NULL: not in an else part of await_each */
    VEC(struct label) labels;
    VEC(const char *) taken;    /* labels whose address is taken */
};

/* What is being lowered. */
struct low {
    struct fn *f;
    struct scan *scan;
    struct region *region;      /* innermost around what is being lowered */
    bool conditional;           /* under an if that hoist() made */
};

/* ---- node.c ----------------------------------------------------------------- */

struct var *var_new(struct fn *f, enum var_kind kind, const char *name, struct type *type);
/* cede__NAME_N, of a type of the runtime's. */
struct var *runtime_var(struct fn *f, enum var_kind kind, const char *spelled, const char *name, int n);
struct node *node_new(enum node_kind kind, struct stmt *s);
struct node *add(struct node *out, struct node *n);
/* %u a variable used, %d set, %a used by its address and maybe set, %e an expression, %s text. */
struct node *node_format(enum node_kind kind, struct stmt *s, const char *format, ...);
#define TEXT(out, ...) add((out), node_format(N_TEXT, NULL, __VA_ARGS__))
void add_set(struct node *out, struct stmt *s, struct var *v, struct expr *e);
void add_label(struct node *out, const char *name);
/* "leave", "unwind", "end" or "after" of a region. */
void add_region_label(struct node *out, struct region *r, const char *what);
void add_goto(struct node *out, const char *name);
bool ends_in_jump(const struct node *n);

/* ---- lower_scan.c ------------------------------------------------------------ */

void scan_function(struct scan *c, struct external *x);
void scan_stmt(struct scan *c, struct stmt *s, struct region *r, struct stmt *block);
struct region *region_new(struct fn *f, enum region_kind kind, struct region *parent, struct stmt *s);
struct place *place_of(struct stmt *s);
struct how *need_how(struct expr *e);
void set_how(struct fn *f, struct expr *e, enum how_kind kind, struct var *v);
/* Whether kid i runs when e does: not in unchosen arms of _Generic. */
bool kid_is_evaluated(struct expr *e, size_t i);

/* ---- lower_cleanup.c ---------------------------------------------------------- */

/* Puts a defer behind each local that has a cleanup attribute. */
void split_cleanups(struct stmt *block);
struct stmt *split_header(struct stmt *loop);

/* ---- lower_expr.c -------------------------------------------------------------- */

/* Takes the awaits out of e, in the order in which they run. */
void hoist(struct low *l, struct expr *e, struct node *out);

/* The next suspension; tokens [begin, end) are what a comment calls it. */
struct site *site_new(struct low *l, enum site_kind kind, size_t token, size_t begin, size_t end);
/* It may unwind, to the leave label of the block around it. */
void unwinds_to_leave(struct low *l, struct site *s);
struct type *called_type(struct fn *f, struct expr *callee);
/* make().array in an argument: what make gave lives as long as it is needed. */
void keep_temporaries(struct low *l, struct expr *e);

/* ---- lower_iter.c -------------------------------------------------------------- */

/* Whether it is a declaration of a generator that is held. */
bool is_open(struct stmt *s);
/* The innermost generator whose frame is a part of ours and alive inside r. */
struct iter *iter_around(struct region *r);
void scan_each(struct scan *c, struct stmt *s, struct region *r);
void scan_open(struct scan *c, struct stmt *s, struct region *r);
void lower_yield(struct low *l, struct stmt *s, struct node *out);
void lower_each(struct low *l, struct stmt *s, struct node *out);
/* Statements of block from number `from` on: all that comes behind the declaration s. */
void lower_open(struct low *l, struct stmt *block, size_t from, struct stmt *s, struct node *out);

/* ---- lower_leave.c --------------------------------------------------------------- */

void lower_return(struct low *l, struct stmt *s, struct node *out);
void lower_goto(struct low *l, struct stmt *s, struct node *out);
void lower_break(struct low *l, struct stmt *s, struct node *out);
/* Statements of block from number `from` on: all that comes behind defer s. */
void lower_defer(struct low *l, struct stmt *block, size_t from, struct stmt *s, struct node *out);
void lower_within(struct low *l, struct stmt *s, struct node *out);
void lower_shield(struct low *l, struct stmt *s, struct node *out);
void lower_context(struct low *l, struct stmt *s, struct node *out);
void lower_group(struct low *l, struct stmt *s, struct node *out);
const char *region_label(struct region *r, const char *what);
/* The labels at which awaits and inner unwindings of r arrive; its `left` is set. */
void left_by_unwinding(struct region *r, struct node *out);
/* Behind what the block owed: goes on as `left` says. */
void dispatch(struct low *l, struct region *r, struct node *out);
/* Whether a failure that nobody has taken can be carried on by return; else refuses s. */
bool may_carry_on(struct low *l, struct stmt *s, const char *what, const char *failure, const char *form);
/* Does so: %d is what return gives, %u the variable. */
void carry_on(struct low *l, struct node *out, const char *format, struct var *v);
/* The statements behind a defer or open_iter, up to where their block is left.
 *
 *   owes       `left` has to be told at the block's end, too */
void lower_rest(struct low *l, struct stmt *block, size_t from, struct region *d, bool owes, struct node *out);
/* Whether target is around r, or r itself. */
bool region_within(struct region *r, struct region *target);
/* Refuses what no jump may do; false after a message. */
bool jump_allowed(struct low *l, struct stmt *s, struct region *to, const char *what);
void check_asm_goto(struct low *l, struct stmt *s);

/* ---- lower.c ------------------------------------------------------------------------ */

void lower_stmt(struct low *l, struct stmt *s, struct node *out);
void lower_list(struct low *l, struct stmt *s, size_t from, struct node *out);
/* Gives a loop the number that jumps out of it are told apart by. */
void number_loop(struct low *l, struct stmt *s);
void lower_expr_stmt(struct low *l, struct expr *e, struct stmt *s, struct node *out);

#endif
