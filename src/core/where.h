/* where.h: where a task waits, in words. */
#ifndef CEDE_WHERE_H
#define CEDE_WHERE_H

#include <cede/debug.h>
#include "loop_core.h"

/* Where words go. */
typedef struct cede__out {
    cede_writer *write;
    void *ctx;
} cede__out;

static inline void cede__put(cede__out o, const char *text)
{
    o.write(o.ctx, text);
}

/* Decimal. */
void cede__put_number(cede__out o, unsigned n);

/* The end of a task's chain of awaits. */
typedef struct cede__frame_at {
    const cede_fn *fn;
    const char *frame;
    unsigned line;          /* where it is suspended; 0: an operation, or not known */
} cede__frame_at;
cede__frame_at cede__deepest(const cede_task *t);

/* "main_fn (file.c:12) > cede_sleep". */
void cede__put_chain(cede__out o, const cede_task *t);

#endif
