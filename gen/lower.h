/* lower.h: an async function between its tree and its output.
 *
 * lower.c turns the statement tree into nodes in which awaits stand alone, in the
 * order in which they run, and in which every way out of a defer, within, shield
 * or group block is spelled out. flow.c makes a graph of the nodes and finds what
 * is alive where, frame.c lays the frame out, emit.c prints. Nodes keep the user's
 * control flow: a while stays a while.
 *
 * Always:
 *   1. a full expression is printed at most once;
 *   2. an expression with a `how` is printed as that says, wherever its tokens are printed;
 *   3. site number n is state n of the state word and label cede__at_n. */
#ifndef GEN_LOWER_H
#define GEN_LOWER_H

#include "ast.h"
#include "generate.h"

/* ---- variables -------------------------------------------------------------- */

enum var_kind {
    V_PARAM, V_LOCAL,
    V_RESULT,       /* what an await gave */
    V_TEMP,         /* a condition, or the value of a statement expression */
    V_LEFT,         /* how a block was left */
    V_VALUE,        /* what return gave, while blocks are being left */
    V_RUNTIME,      /* a scope, group or box that the runtime links: spelled names its type */
    V_LITERAL       /* a compound literal */
};

struct var {
    enum var_kind kind;
    int id;                 /* index in fn.vars, and in bit sets */
    const char *name;       /* as a C local */
    const char *member;     /* as a member of the frame: unique there */
    struct symbol *sym;     /* of params, locals and groups */
    struct type *type;      /* NULL: see spelled */
    struct type *complete;  /* frame.c: the same, an array's size filled in, without const */
    const char *spelled;    /* type of runtime variables and temporaries: "int", "cede_scope" */
    struct stmt *block;     /* whose scope it is in; NULL: the function */
    struct token *place;
    struct expr *literal;   /* V_LITERAL */
    struct expr *init;      /* a local's initialiser */
    struct expr *escapes;   /* where its address is first given away: alive from there to the end of its block */
    struct expr *escapes_in;    /* the call or await that keeps it; NULL: none */
    bool zeroed;            /* set on one way only: starts as zero */
    bool referenced;        /* by what is evaluated */
    int mentions;           /* tokens that name it */
    bool inert;             /* of a statement expression without an await: no concern of ours */
    bool in_frame;
    bool printed;           /* emit_body.c: a statement mentions it */
    int begin, end;         /* flow.c: points of its block; 0, 0: all */
    int n_sites;            /* flow.c: suspensions that it survives */
    int order;              /* frame.c: members further in have a greater one */
};

/* How an expression is printed instead of its tokens. */
enum how_kind {
    H_PLAIN, H_VAR, H_VOID, H_RIGHT, H_SPAWN, H_LEAVING, H_LITERAL, H_ADDRESS,
    H_COND,         /* ?: whose condition is kept in var */
    H_KEPT          /* a struct that is no variable, in an await's argument: kept in var */
};
struct how {
    enum how_kind kind;
    struct var *var;
    struct expr *next;      /* expressions with a how that begin at the same token */
    bool scanned, suspends; /* it has an await that is evaluated */
    bool unused;            /* a spawn, a call: the value is not used */
    struct symbol *callee;  /* H_SPAWN: who is started with f__spawn; NULL: armed, and called */
};

/* ---- nodes -------------------------------------------------------------------- */

enum part_kind { PART_TEXT, PART_USE, PART_DEF, PART_ADDRESS, PART_EXPR };
struct part {
    enum part_kind kind;
    const char *text;
    struct var *var;
    struct expr *expr;
};

enum node_kind {
    N_TEXT,         /* parts: one statement */
    N_SEQ, N_BLOCK, /* list; a block has braces and a scope (stmt) */
    N_IF,           /* parts, body, other */
    N_WHILE, N_DO, N_FOR,   /* parts: condition (none: forever), body; FOR: init, inc */
    N_SWITCH,       /* parts, body */
    N_CASE,         /* parts: "case 1:"; is_default */
    N_LABEL, N_GOTO,/* text */
    N_JUMPS,        /* a computed goto: parts; may go to every label whose address is taken */
    N_BREAK, N_CONTINUE,
    N_RETURN,       /* expr, or var, or neither */
    N_SET,          /* var = expr, of any type */
    N_DECL,         /* var, declarator: declared or, in the frame, initialised here */
    N_TOKENS,       /* a declaration printed as it is: stmt */
    N_ASM,          /* stmt */
    N_AWAIT,        /* site; also a yield */
    N_OPEN,         /* iter: its arguments are written */
    N_LOCAL,        /* var: a variable without an initialiser, from await_each; stmt */
    N_PENDING,      /* returns if what was awaited has to wait; region */
    N_MARK          /* prints nothing; region: here its defer runs */
};

struct node {
    enum node_kind kind;
    struct stmt *stmt;              /* where it comes from, for its line; may be NULL */
    VEC(struct part) parts;
    VEC(struct node *) list;
    struct node *body, *other, *init, *inc;
    const char *text;
    struct expr *expr;
    struct var *var;
    struct declarator *declarator;
    struct site *site;
    struct iter *iter;
    struct region *region;
    bool no_successor;              /* N_TEXT that returns */
    int fresh_from, fresh_to;       /* N_TEXT: variables that have no value yet, whatever they had */
    struct var *absent;             /* N_IF: where the condition does not hold it has no value */
    bool is_default;
    bool internal;                  /* N_LABEL: ours */
    const char *what;               /* … and of the region, "leave" and so on */
    size_t line_token;              /* the token whose line it is printed under; 0: none */
};

/* ---- awaits ----------------------------------------------------------------------- */

enum site_kind {
    SITE_NAME, SITE_BOX, SITE_POINTER,
    SITE_GROUP,     /* the end of a group's block */
    SITE_PULL,      /* await_each goes on to the next value */
    SITE_CLOSE,     /* a generator is closed */
    SITE_YIELD      /* n: the value is on offer; n + 1: it was taken; n + 2: unwind */
};
struct site {
    enum site_kind kind;
    int n;
    struct expr *await;             /* E_AWAIT */
    struct expr *call;
    struct symbol *callee;          /* NAME, BOX */
    struct type *type;              /* the function type called */
    struct var *result;             /* NULL: void or not used */
    struct var *box;
    bool offloads;                  /* NAME: callee is cede_offload_call, call and type are what it shall call */
    struct symbol *callee_named;    /* … by this name; NULL: through a pointer */
    struct var *record;             /* … with its arguments and result; NULL: it has neither */
    struct var *group;              /* SITE_GROUP, and what its wait leaves in */
    struct stmt *ends;              /* its block, whose locals the tasks may know */
    struct var *left;
    struct region *yields_in;       /* SITE_YIELD: around it; its unwind label */
    struct iter *iter;              /* SITE_PULL, SITE_CLOSE */
    struct iter *behind;            /* innermost generator whose frame is alive meanwhile; NULL: none */
    struct var *error;              /* SITE_PULL: with what the generator has ended */
    struct region *region;
    size_t token;
    size_t begin, end;              /* tokens of what a comment calls it */
    bool keeps_result;
    unsigned long *alive;           /* flow.c: bit set of variables */
    struct var *last;               /* frame.c: the last member alive; NULL: the state word */
    int callee_index;               /* emit.c: in f__callees; -1: none */
};

/* A generator that this function goes over or holds; see lower_iter.c. */
struct iter {
    int n;
    enum site_kind kind;            /* NAME: its frame is part of ours, BOX, POINTER */
    struct expr *open;              /* E_ITER */
    struct expr *call;
    struct symbol *callee;          /* NAME, BOX */
    struct type *type;              /* the function type called */
    struct var *node;               /* cede__each, or cede_iter */
    struct var *holder;             /* of open_iter: the user's variable */
    struct iter *behind;            /* as of sites */
    int callee_index;               /* emit.c: in f__callees */
    bool sized;                     /* emit.c: where it lies is a constant, and so is how deep it goes */
};

static inline bool iter_is_held(const struct iter *it)
{
    return it->holder || it->kind != SITE_NAME;
}

/* ---- blocks that owe something when they are left ------------------------------------ */

enum region_kind {
    R_DEFER, R_DEFER_BODY, R_WITHIN, R_SHIELD, R_CONTEXT, R_GROUP, R_GROUP_ELSE,
    R_EACH,         /* the body of await_each */
    R_ITER          /* what comes behind open_iter in its block */
};

enum jump_kind { J_RETURN, J_BREAK, J_CONTINUE, J_GOTO };
struct jump {
    enum jump_kind kind;
    struct stmt *target;            /* loop or switch */
    const char *label;
    struct region *region;          /* around the target */
    const char *code;               /* its enumerator: cede__return, cede__break_2 … */
};

struct region {
    enum region_kind kind;
    int n;
    struct region *parent;
    struct stmt *stmt;
    struct var *node;               /* scope, within or group */
    struct var *left;
    struct iter *iter;              /* R_EACH, R_ITER */
    struct region *waits;           /* a defer of a group's block: the group, awaited first */
    bool sites;                     /* an await inside goes to its leave label */
    bool unwinds;                   /* an inner block goes to its unwind label */
    bool jumps;                     /* … to its end label */
    bool asked;                     /* its defer asks cede_leaving() */
    VEC(struct jump) exits;
};

/* ---- control -------------------------------------------------------------------------------- */

/* What flow.c has seen: points that control passes, and where it goes from each. */
struct control {
    struct way {
        VEC(int) next;
        bool unwinds;               /* control passes here only when it unwinds */
        struct var *sets;           /* a truth value that gets another one here; NULL: none */
        struct var *knows;          /* … that is known here, by an if: it is `holds` */
        bool holds;
    } *at;
    size_t n;
    int entry, done, unwound;       /* points */
    int *sites;                     /* by index in fn.sites: where it is suspended */
    size_t n_defers;
    struct run { struct region *region; int point; unsigned long *alive; } *defers;
};

/* ---- the function ----------------------------------------------------------------------- */

struct fn {
    struct unit *u;
    const struct options *o;
    struct external *x;
    struct symbol *sym;
    struct type *returns;           /* what return gives; of a generator: int */
    struct type *result;            /* the same stripped of qualifiers; kind TY_VOID: none */
    const char *name;
    VEC(struct var *) vars;
    VEC(struct site *) sites;
    VEC(struct expr *) spawns;      /* those with a callee */
    int n_states;                   /* of the state word, that sites have taken */
    VEC(struct iter *) iters;       /* in the order in which they are opened: outer ones first */
    VEC(struct region *) regions;
    VEC(const char *) codes;        /* enumerators of the ways to leave */
    struct node *body;
    struct var *value;
    struct expr **how_at;           /* by token - x->begin: expressions with a how */
    bool leave_used, unwound_used, end_reachable;
    bool has_left;
    bool names_itself;              /* __func__ stands in it */
    struct label_set { const char **at; size_t n, cap; } used_labels;   /* emit_body.c */
    int n_labels, n_temps;
    /* flow.c */
    struct graph *graph;
    int words;                      /* of a bit set of variables */
    unsigned long **interferes;     /* by var id */
    struct control control;
    /* frame.c */
    struct layout *layout;
    int n_kept;                     /* parameters up to the last kept one */
    VEC(struct symbol *) hoisted;   /* block-scope types that the frame needs at file scope */
    const struct map *type_names;   /* typedef names at file scope */
    VEC(struct symbol *) named;     /* tags without a name that cedec gave one */
};

static inline struct how *how_of(struct expr *e)
{
    return (struct how *)e->lowered;
}

/* symbol.lowered of a tag, enumerator or typedef name declared in the function. */
struct type_place {
    struct stmt *decl;              /* the S_DECL that declares it */
    bool hoisted;
    const char *name;               /* at file scope */
};

/* The frame behind the kept parameters: members, then a union of arms (none, or two
 * and more) that are never alive together. */
struct layout {
    VEC(struct var *) members;
    VEC(struct layout *) arms;
};

struct fn *lower(struct unit *u, const struct options *o, struct external *x);
/* The operation that awaits offloaded calls; NULL: its header is not included. */
struct symbol *offload_function(struct unit *u);
struct type *context_type(struct unit *u, struct expr *address);
bool expr_suspends(struct expr *e);
bool stmt_suspends(struct stmt *s);
bool type_is_void(struct type *t);
bool var_over_aligned(struct var *v);
struct var *var_of(struct symbol *s);       /* a local's or parameter's; NULL: it has none */

void flow(struct fn *f);
void frame(struct fn *f);
/* Whether member v lies before w on w's way from the root, not beside it. */
bool frame_contains(struct fn *f, struct var *v, struct var *w);

static inline bool bit_test(const unsigned long *set, int i)
{
    return set[(size_t)i / (8 * sizeof *set)] >> ((size_t)i % (8 * sizeof *set)) & 1;
}

static inline void bit_set(unsigned long *set, int i)
{
    set[(size_t)i / (8 * sizeof *set)] |= 1ul << ((size_t)i % (8 * sizeof *set));
}

/* ---- print.c -------------------------------------------------------------------------------- */

/* A declaration of name with type t; name "" for a type name. Block-scope types are
 * printed by their names at file scope; with outside, locals in array sizes are
 * printed as values of their types, which sizeof and typeof accept anywhere. */
const char *declaration(struct fn *f, struct type *t, const char *name, bool outside);
bool is_function_name(const struct token *t);       /* __func__ and its kin */
const char *const_declaration(struct fn *f, struct type *t, const char *name);
/* Where a token was written, or the macro call that it came out of; -1: nowhere in the
 * main file. */
long written_begin(const struct token *t);
long written_end(const struct token *t);
/* Tokens [begin, end) with variables, types and hows replaced. */
void print_tokens(struct fn *f, struct text *out, size_t begin, size_t end, struct expr *skip, bool outside);
const char *tokens_text(struct fn *f, size_t begin, size_t end);
/* The words of the file in [begin, end) in one line, without comments; NULL: there is a directive. */
const char *written_text(const struct file *m, long begin, long end);
const char *inner_text(struct fn *f, struct expr *e);
const char *expr_text(struct fn *f, struct expr *e);
const char *var_text(struct fn *f, struct var *v);          /* as an lvalue */
const char *alignment_text(struct fn *f, struct var *v);
bool var_over_aligned(struct var *v);
/* Types that cannot simply be assigned: over-aligned ones travel as bytes, const
 * members forbid it. */
bool is_awkward(struct type *t);
bool has_awkward_args(struct type *fn);
bool type_over_aligned(struct type *t);
bool type_has_const_member(struct type *t);
bool type_is_array(struct type *t);
struct type *type_assignable(struct type *t);
struct type *type_completed(struct fn *f, struct type *t, struct expr *init);
const char *array_count(struct fn *f, struct type *t, struct expr *init);
/* Marks the block-scope types that t is made of, so that they are declared before the frame. */
void hoist_types(struct fn *f, struct type *t);

#endif
