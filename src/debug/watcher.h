/* watcher.h: what is known of a loop's tasks while it is watched. */
#ifndef CEDE_WATCHER_H
#define CEDE_WATCHER_H

#include <cede/debug.h>
#include <cede/instruments.h>
#include "../core/loop_core.h"

/* Of a task, from when it was made, or instruments were set, until its block is freed. */
typedef struct cede__record {
    struct cede__record *next;      /* in its bucket */
    const void *block;
    cede_task *task;
    const cede_fn *fn;              /* a static task has none any more when it is freed */
    void *data;                     /* cede_task_data's */
    unsigned long steps;
    cede_where before;              /* where it was before its last step */
    cede_where made_from, made_to;  /* between these lines of who has made it; function null: nobody */
    int failure;                    /* ended: why it has failed; 0: it has not */
    int untold;                     /* debug mode: it has, and nobody was told by that */
} cede__record;

/* Debug mode, where CEDE_DEBUG in the environment says so. */
void cede__debug_from_environment(cede_loop *l);

/* Those of a loop that have this function; null: none. */
cede_instruments *cede__instruments_closed_by(const cede_loop *l, void (*closed)(cede_instruments *));

/* Null: none. */
cede__record *cede__record_of(cede_task *t);

#endif
