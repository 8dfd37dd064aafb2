/* queue.h: bounded queues of values, over memory of the caller's.
 *
 *     struct job slots[8];
 *     cede_queue jobs;
 *     cede_queue_init(&jobs, CEDE_SLOTS(slots));
 *
 *     await(cede_queue_put(&jobs, &job));         the producers
 *     await(cede_queue_get(&jobs, &job));         the consumers
 *
 * Values are copied, each of the size that was given once. What sync.h says of all
 * primitives holds: what a getter was given is its own, also when it is cancelled at
 * that moment, and what a putter's await ended for is in the queue or with a getter.
 * Freestanding. */
#ifndef CEDE_QUEUE_H
#define CEDE_QUEUE_H

#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cede__queue_kind cede__queue_kind;   /* in which order values leave; src/sync/queue.h */

/*   lifetime   from init to deinit it and its slots stay put; the caller's memory */
typedef struct cede_queue {
    const cede__queue_kind *kind;
    int (*before)(const void *a, const void *b);    /* of a priority queue */
    char *slots;
    size_t size;                    /* bytes of a value */
    unsigned capacity, length;
    unsigned first;                 /* of a FIFO queue: the slot of the value that came first */
    unsigned unfinished;            /* values that were put, and not yet told done */
    uint8_t shut;
    cede_link putters;              /* empty, unless it is full */
    cede_link getters;              /* empty, unless it is empty */
    cede_link joiners;
} cede_queue;

/* Makes `q` an empty queue: first in, first out.
 *
 *   slots      room for `capacity` values
 *   size       bytes of a value
 *   capacity   0: each put waits for the get that takes its value, and slots may be null */
void cede_queue_init(cede_queue *q, void *slots, size_t size, unsigned capacity);

/* The same, but the value that came last is taken first. */
void cede_queue_init_lifo(cede_queue *q, void *slots, size_t size, unsigned capacity);

/* The same, but the value is taken that comes before all others; equal ones in the order
 * they came. A put moves what is behind its value, so it is for queues that are short.
 *
 *   before     whether a is to be taken before b; false for equal ones */
void cede_queue_init_priority(cede_queue *q, void *slots, size_t size, unsigned capacity,
                              int (*before)(const void *a, const void *b));

/* What the three are given for an array whose element is a value: cede_queue_init(&q,
 * CEDE_SLOTS(array)). */
#define CEDE_SLOTS(array) (array), sizeof *(array), (unsigned)(sizeof (array) / sizeof *(array))

/* Nobody may wait for it. Values in it are forgotten. */
void cede_queue_deinit(cede_queue *q);

/* ---- put and get ------------------------------------------------------------------- */

/* Puts a copy of *item.
 *
 *   item       stays until the await has ended
 *   returns    0; -EPIPE where the queue is shut down, also while it waits
 *   suspends   while the queue is full
 *   cancel     takes effect here, and then *item was not put
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_queue_put__args { cede_state cede__state; cede_queue *queue; const void *item; };
CEDE__FRAME cede_queue_put__frame { cede_waiter waiter; const void *item; };
CEDE__LEAF(int, cede_queue_put);
cede_async int cede_queue_put(cede_queue *queue, const void *item);

/* Takes a value and writes it to *item.
 *
 *   item       stays until the await has ended
 *   returns    0; -EPIPE where the queue is shut down and empty, also while it waits
 *   suspends   while the queue is empty
 *   cancel     takes effect here, unless a value was given to this task: then 0
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_queue_get__args { cede_state cede__state; cede_queue *queue; void *item; };
CEDE__FRAME cede_queue_get__frame { cede_waiter waiter; void *item; };
CEDE__LEAF(int, cede_queue_get);
cede_async int cede_queue_get(cede_queue *queue, void *item);

/* The same without waiting.
 *
 *   returns    0; -EAGAIN where it would have to wait; -EPIPE
 *   context    task, or the loop's thread */
int cede_queue_try_put(cede_queue *q, CEDE_NOESCAPE const void *item);
int cede_queue_try_get(cede_queue *q, CEDE_NOESCAPE void *item);

/* Values in it. */
unsigned cede_queue_length(const cede_queue *q);

/* ---- the end of the work ------------------------------------------------------------- */

/* A value that was taken has been dealt with. More of these than values stop the program.
 *
 *   context    task, or the loop's thread */
void cede_queue_task_done(cede_queue *q);

/* Waits until cede_queue_task_done was called for each value that was put.
 *
 *   returns    0
 *   suspends   unless that is so
 *   cancel     takes effect here, unless that has come about
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_queue_join__args { cede_state cede__state; cede_queue *queue; };
CEDE__FRAME cede_queue_join__frame { cede_waiter waiter; };
CEDE__LEAF(int, cede_queue_join);
cede_async int cede_queue_join(cede_queue *queue);

/* Shuts it down, for good: nothing is put any more, and who waits to put gets -EPIPE. What
 * is in it can still be taken; who waits to get gets -EPIPE. The second form forgets what is
 * in it, and counts it as done; whose values own something takes them out first.
 *
 *   context    task, or the loop's thread */
void cede_queue_shut_down(cede_queue *q);
void cede_queue_shut_down_now(cede_queue *q);

#ifdef __cplusplus
}
#endif
#endif
