/* linked.h: the descriptions of async functions in objects and linked programs. */
#ifndef GEN_LINKED_H
#define GEN_LINKED_H

#include "elf.h"

/* A cede_fn, include/cede/frame.h. */
struct linked_fn {
    const char *name, *file;
    const struct elf *elf;
    struct elf_place place;
    bool global;
    size_t unit;                    /* of its symbol */
    unsigned size, deep;            /* deep 0: the compiler could not know */
    VEC(struct linked_callee) callees;
    enum { NOT_SUMMED, IS_SUMMED, SUMMED } state;
    unsigned sum;
    const char *missing;            /* why there is no sum, as a part of a sentence; NULL: there is one */
    struct linked_fn *deepest;      /* the callee that makes it so deep; NULL: none does */
};

struct linked_callee {
    const char *name;               /* where its description is not in these files */
    struct linked_fn *fn;           /* NULL: it is not */
    unsigned offset, behind;
};

/* What cede_static_task, cede_static_pool and CEDE_BYTES have reserved. */
struct linked_block {
    const char *name, *function;    /* function NULL: a queue */
    struct linked_fn *fn;           /* NULL: its description is not in these files */
    const struct elf *elf;
    uint64_t bytes;                 /* of all blocks */
    unsigned count;
    long frames;                    /* bytes for frames in each; -1: just what the function needs */
};

struct linked {
    struct elf_files files;
    VEC(struct linked_fn *) functions;
    VEC(struct linked_block) blocks;
};

/* linked.c: reads all of it; false after a message. */
bool linked_read(char **paths, struct linked *l);
/* Bytes of frames that a block for fn holds, as cede__deep() sums them up; fn->missing where
 * that cannot be told. */
unsigned linked_sum(struct linked_fn *fn);

/* linked_sizes.c: `cedec sizes ARGUMENTS`; its exit status. */
int linked_sizes(char **arguments);

#endif
