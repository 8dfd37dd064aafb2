/* threads.h: what stands for threads in a simulated loop. */
#ifndef CEDE_SIM_THREADS_H
#define CEDE_SIM_THREADS_H

#include <cede/sim.h>
#include "../core/offload.h"

enum { CEDE__SIM_THREADS = 64 };

typedef struct cede__sim_threads {
    cede_executor executor;         /* first: it is one */
    cede__offloads offloads;
    cede_job *first, *last;         /* queued; those from `fresh` on came since the last turn */
    cede_job *fresh;
    unsigned busy, most;            /* threads; most 0: 4 */
    cede_duration takes;
    struct cede__sim_call { cede_job *job; cede_time end; } calls[CEDE__SIM_THREADS];   /* in the order they began */
} cede__sim_threads;

/* For a loop that begins to run. */
void cede__sim_threads_init(cede__sim_threads *s, cede_loop *l);

/* Their part of a turn: begins calls and makes those whose time is over.
 *
 *   returns    when they have something to do next; CEDE_NEVER: never */
cede_time cede__sim_threads_turn(cede__sim_threads *s, cede_time now);

#endif
