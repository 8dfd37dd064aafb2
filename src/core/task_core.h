/* task_core.h: what leaf operations and the core share about tasks.
 *
 * A leaf operation is written like this (abi.md, "Leaves and wakers"):
 *     first step: read the arguments; arrived? CEDE_DONE. t->signal? CEDE_UNWOUND.
 *                 link the node that lies in the frame, say CEDE_PENDING.
 *     later ones: arrived? CEDE_DONE. t->signal? unlink, CEDE_UNWOUND. CEDE_PENDING. */
#ifndef CEDE_TASK_CORE_H
#define CEDE_TASK_CORE_H

#include <cede/errno.h>
#include <cede/frame.h>
#include <cede/task.h>
#include "loop_core.h"

/* cede_task.flags */
enum {
    CEDE__KEPT = 4,         /* stays after its end: there is a handle */
    CEDE__LATE = 8,         /* ended and unlinked while ready: freed when it leaves the queue */
    CEDE__EXTENDED = 16,    /* a cede__task_extra lies before it */
    CEDE__STATIC = 32,      /* its block is not from the loop's memory */
    CEDE__ENTERED = 64,     /* this step has entered a box */
    CEDE__TELLS = 64,       /* the same bit, of one that has ended: its callback runs, or the error handler */
    CEDE__FAILED = 128
};

/* What only some tasks need, before the task in its block, so that a plain task stays
 * small: a handle's joiners, spawn_into's destination. */
typedef struct cede__task_extra {
    _Alignas(CEDE_FRAME_ALIGN) cede_link joiners;
    void *into;
    const char *cancelled_at;
    size_t into_size;
} cede__task_extra;

static inline cede__task_extra *cede__extra(const cede_task *t)
{
    return (cede__task_extra *)(void *)t - 1;
}

/* Its loop. */
static inline cede_loop *cede__loop_of(const cede_task *t)
{
    return t->group->loop;
}

/* Operations that a step may do before it gives way: large enough that the turn's own
 * cost is lost in it, small enough that a hundred busy tasks take well under 1 ms. */
enum { CEDE__BUDGET = 64 };

/* For an operation that could go on: 1 when the step has had its share. The task is
 * ready again then, and the operation says CEDE_PENDING. */
static inline int cede__gives_way(cede_task *t)
{
    if (t->budget) {
        t->budget--;
        return 0;
    }
    cede_wake(t);
    return 1;
}

/* ---- waiting in rings ---- */

static inline void cede__ring_init(cede_link *head)
{
    head->next = head->prev = head;
}

static inline int cede__ring_empty(const cede_link *head)
{
    return head->next == head;
}

static inline void cede__ring_add(cede_link *head, cede_link *n)
{
    n->next = head;
    n->prev = head->prev;
    head->prev->next = n;
    head->prev = n;
}

static inline void cede__ring_remove(cede_link *n)
{
    n->prev->next = n->next;
    n->next->prev = n->prev;
}

static inline cede_waiter *cede__waiter_of(cede_link *n)
{
    return (cede_waiter *)(void *)((char *)n - offsetof(cede_waiter, link));
}

/* Links a waiter for t at the end of a ring; its state becomes 1. */
void cede__wait_begin(cede_waiter *w, cede_task *t, cede_link *ring);
/* Takes a waiter out of its ring, gives it a value and wakes it. */
void cede__wait_end(cede_waiter *w, int value);
/* The same for all waiters of a ring, in the order they came. */
void cede__wait_end_all(cede_link *ring, int value);
/* The first step's second half and every later step of a leaf that is a waiter in its
 * state 1: what it says. */
cede_status cede__wait_step(cede_waiter *w, cede_task *t);

/* Steps of a leaf whose frame begins with its waiter and whose result is an int:
 *
 *     if (cede__waits(frame))                  a later step
 *         return cede__wait_again(frame, t);
 *     read the arguments
 *     if (what it waits for is there)
 *         return cede__wait_had(frame, t, result);     and it is the caller's now
 *     return cede__wait_for(frame, t, &ring); */
static inline int cede__waits(const void *frame)
{
    return *(const cede_state *)frame != 0;
}

/* Ends it with its result; later, where this step has had its share of operations. */
cede_status cede__wait_had(void *frame, cede_task *t, int value);
/* Links its waiter in a ring, unless it shall unwind. */
cede_status cede__wait_for(void *frame, cede_task *t, cede_link *ring);
/* Ends it with the value that its waiter got, if it got one. */
cede_status cede__wait_again(void *frame, cede_task *t);

/* Defines f__fn and wants f__step; `flags` as in cede_fn. */
#define CEDE__LEAF_FN(f, flags) \
    const cede_fn f##__fn = { \
        #f, "cede", f##__step, (cede__plain *)f, 0, 0, 0, f##__size, f##__deep, \
        offsetof(struct f##__ret, value), sizeof (((struct f##__ret *)0)->value), 0, 0, flags \
    }

/* The same with the plain symbol, which spawn calls, of an operation with an int that waits
 * for what `waits` says. */
#define CEDE__LEAF_PLAIN(f, waits, parameters, ...) \
    int f parameters \
    { \
        void *area = cede__enter(&f##__fn); \
        if (area) \
            CEDE__ARGS(f, area, 0, __VA_ARGS__); \
        return 0; \
    } \
    CEDE__LEAF_FN(f, CEDE__FAILS | (waits))

/* Ends a leaf with its result. The result is the last thing that is written to the
 * frame: it lies over what the leaf waited with. */
#define CEDE__LEAF_DONE(f, frame, result) \
    (CEDE__RESULT(f, frame) = (result), CEDE_DONE)

#endif
