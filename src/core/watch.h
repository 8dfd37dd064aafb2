/* watch.h: what a loop tells who watches it; <cede/instruments.h> is made of it.
 *
 * A watched loop has another runner (run.c): the one that all others have is as it was,
 * to the instruction. Who was woken or made is read from the ready queue: what stands
 * behind `seen` has come since the last look. */
#ifndef CEDE_WATCH_H
#define CEDE_WATCH_H

#include <cede/debug.h>
#include "loop_core.h"

/* All run between steps. */
struct cede__watch {
    /* t has come into the ready queue; by: in whose step; null: between steps, or in a call. */
    void (*ready)(cede_loop *l, cede_task *t, cede_task *by);
    void (*stepping)(cede_loop *l, cede_task *t);
    /* It waits, or is ready again. */
    void (*stepped)(cede_loop *l, cede_task *t);
    /* Its function has ended with s. It is there until `gone`, also where nobody holds it. */
    void (*ending)(cede_loop *l, cede_task *t, cede_status s);
    void (*gone)(cede_loop *l);
    /* Where one that has ended has awaited last. */
    cede_where (*ended_at)(cede_loop *l, const cede_task *t);
    /* The loop ends. */
    void (*end)(cede_loop *l);
    /* What the ring of a primitive is made to point to when that is deinited; null: nothing. */
    cede_link *dead;
};

void cede__watch_begin(cede_loop *l, struct cede__watch *w);
void cede__watch_end(cede_loop *l);

/* Of a loop that ends. */
static inline void cede__watch_close(cede_loop *l)
{
    if (l->watch)
        l->watch->end(l);
}

#endif
