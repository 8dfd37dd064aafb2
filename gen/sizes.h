/* sizes.h: how many bytes frames take on the target, asked while they are emitted. */
#ifndef GEN_SIZES_H
#define GEN_SIZES_H

#include "lower.h"
#include "probe.h"

/* What lies in a frame: a variable, or another function's frame. Numbers are of probes; -1:
 * no constant. */
struct sized_part {
    struct var *var;            /* NULL: a child, or without a callee the value that a generator offers */
    bool idle;                  /* a parameter that is not kept, in front of one that is */
    struct symbol *callee;
    size_t token;               /* of the await */
    int at, bytes;
};

struct sized {
    struct fn *f;
    int own, deep;              /* deep -1: summed up at run time */
    VEC(struct sized_part) parts;
};

struct sizes {
    struct probes probes;
    VEC(struct sized *) functions;
    int task, state;
};

/* emit.c, behind the structs of a function: takes its questions down … */
struct sized *sizes_function(struct sizes *z, struct fn *f, bool known);
/*   at         where its frame begins; NULL: no constant
 *   known      f__deep is one */
void sizes_child(struct sizes *z, struct sized *s, struct symbol *callee, size_t token, const char *at, bool known);
/* … and returns them as C, to stand in front of whatever comes next. */
const char *sizes_questions(struct sizes *z);

/* sizes_why.c: what keeps a variable in the frame, as a part of a sentence; what would free
 * it, as another, or NULL. */
const char *name_text(struct fn *f, struct var *v);
const char *why_text(struct fn *f, struct var *v);
const char *remedy_text(struct fn *f, struct var *v);

#endif
