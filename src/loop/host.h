/* host.h: the state of a hosted loop; not public.
 *
 * The core runs tasks and timers; this lends it the machine's clock and a selector.
 * fd.h has what operations on descriptors need of it. */
#ifndef CEDE_LOOP_HOST_H
#define CEDE_LOOP_HOST_H

#include <cede/host.h>
#include <stdatomic.h>
#include "../core/loop_core.h"
#include "../core/offload.h"
#include "../core/pool.h"
#include "../core/task_core.h"
#include "../selector/selector.h"

typedef struct cede__host {
    cede_loop loop;                 /* first: a cede_loop of ours is one of these */
    cede__selector *selector;
    cede_time (*clock)(void *ctx);
    void *clock_ctx;
    cede_allocator below;           /* where this struct itself came from */
    cede__pool pool;                /* over it, unless the caller lends memory of its own */
    unsigned watched;               /* descriptors that tasks may wait for */
    void *spare;                    /* buffers that nobody holds, one in the other: buffers.c */
    unsigned n_spare;
    unsigned long waits;
    cede_link starved;              /* cede_accept, waiting for a free descriptor */
    cede__offloads offloads;
    cede_executor *own_executor;    /* a pool, made with the first offload; null: none */
    unsigned threads;               /* of that, at most */
    atomic_uint telling;            /* executor.c: threads that may still interrupt it */
    cede_fd bell;                   /* signals.c; fd -1 while signals are not ours */
    unsigned char leave_signals, stopped;   /* stopped: by this signal */
    cede_waker stop;                /* run.c: cede_loop_stop posts it… */
    unsigned char stopping;         /* …and it has fired in a run without a main task */
    unsigned char only_looks;       /* its turn is another loop's: it does not wait */
} cede__host;

extern const cede__loop_ops cede__host_ops;

/* Null: the loop is another one, a simulated one for example. */
static inline cede__host *cede__host_of(cede_loop *l)
{
    return l->ops == &cede__host_ops ? (cede__host *)(void *)l : NULL;
}

/* run.c: fires where the loop is to stop. */
void cede__host_stop(cede_waker *w);

/* ---- buffers.c ------------------------------------------------------------------- */

/* What a connection gets that has something to say: one page, enough for any request
 * that is not made to be large. */
enum { CEDE__BUFFER_BYTES = 4096 };

/* Null: no memory. Goes back to the loop that lent it. */
void *cede__buffer_get(cede__host *h);
void cede__buffer_put(cede__host *h, void *buffer);
/* Frees those that nobody holds. */
void cede__buffers_free(cede__host *h);

/* ---- signals.c ------------------------------------------------------------------- */

/* While a call runs: the first SIGINT or SIGTERM cancels its main task. Nothing where
 * the signals have another action than the default one. 0, or a negative errno. */
int cede__signals_start(cede__host *h);
void cede__signals_stop(cede__host *h);
/* Once a turn: no system call. */
void cede__signals_look(cede__host *h);

#endif
