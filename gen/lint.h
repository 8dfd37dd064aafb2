/* lint.h: shared by lint.c and the files of the single lints.
 *
 * A lint looks at the tree of one async function and says what it found; lint.c tells it, in
 * the order of the text and each place once. */
#ifndef GEN_LINT_H
#define GEN_LINT_H

#include "generate.h"
#include "warning.h"

struct finding {
    enum warning which;
    size_t begin, end;
    const char *text, *hint;
};

struct lint {
    struct unit *u;
    struct external *x;             /* the function */
    VEC(struct finding) found;
    struct lint_graph *graph;       /* lint_graph.c */
    bool has_graph;
    bool followed;                  /* lint_value.c has looked at it */
    struct spawns *spawns;          /* lint_shared.c: of the file */
    /* While lint_exprs() goes over it: */
    struct stmt *stmt;              /* the innermost statement */
    struct expr *full;              /* the full expression that it is part of */
    bool in_defer;
    struct stmt *value;             /* the statement that gives the innermost statement expression's value */
    struct expr *offloaded;         /* lint_blocking.c: the call in the offload around */
    struct map *results;            /* lint_result.c: of functions… */
    int asking;                     /* …how many are being asked… */
    bool assumed;                   /* …and one of these was said not to fail, by another */
};

typedef void lint_visit(struct lint *l, struct expr *e);

/* Calls visit for each expression of the function that is evaluated, outer ones first. */
void lint_exprs(struct lint *l, lint_visit *visit);

#if defined(__GNUC__)
__attribute__((format(printf, 6, 7)))
#endif
void lint_found(struct lint *l, enum warning which, size_t begin, size_t end, const char *hint, const char *format, ...);

/* The name that a call names, of a declared function or not; NULL: it is made through a pointer. */
const char *called_name(struct unit *u, struct expr *call);
/* e as it is written, without blanks, parentheses around it, and casts; interned: what is
 * written the same way is equal. "" for NULL. */
const char *as_written(struct unit *u, struct expr *e);
/* e is 0, or a cast of it. */
bool is_null(struct unit *u, struct expr *e);
bool name_is_one_of(const char *name, const char *const *list);
/* The definition of this async function in this file; NULL: there is none. */
struct external *definition_of(struct unit *u, const struct symbol *f);

void lint_blocking(struct lint *l);
void lint_loop(struct lint *l);
void lint_mutex(struct lint *l);
void lint_value(struct lint *l);
void lint_result(struct lint *l);
void lint_order(struct lint *l);

#endif
