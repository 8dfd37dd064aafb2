/* sync.h: primitives by which tasks wait for each other.
 *
 * What holds for all of them:
 *
 *   - They are for tasks of one loop, and everything here runs on its thread; nothing
 *     is shared with other threads. An interrupt or another thread posts a waker.
 *   - Waiters are served in the order they came. What is given back goes to the first
 *     one at once, before it runs, so who comes later never overtakes it.
 *   - What a waiter was given is its operation's result, for good: when it is cancelled
 *     at that very moment, the operation still succeeds, and the cancel takes effect in
 *     the next await that has to wait. So nothing handed over is ever lost, and
 *     `await(lock)` followed by `defer unlock` needs no thought.
 *   - An operation that need not wait succeeds in a cancelled task too.
 *   - What an operation gives is decided when it is called, or when it is given; a step
 *     that has had its share of operations gives way afterwards.
 *   - Waiting allocates nothing: the waiter lies in the awaiting frame. The primitive's
 *     memory is the caller's. From init to deinit it stays where it is. deinit with a
 *     task waiting stops the program; leaving it out costs nothing. CEDE_…_INIT is init
 *     for a static one:
 *
 *         static cede_mutex bus = CEDE_MUTEX_INIT(bus);
 *
 *   - `try_` forms never suspend, and give -EAGAIN where they would have to wait.
 *
 * Freestanding. docs/sync.md has an example of each. */
#ifndef CEDE_SYNC_H
#define CEDE_SYNC_H

#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CEDE__RING_INIT(ring) { &(ring), &(ring) }

/* ---- event ---------------------------------------------------------------------- */

/* Something that has happened. Once set it lets everyone pass until it is cleared; an
 * automatic one lets one waiter pass for each time it is set, and remembers one.
 *
 *   lifetime   from init to deinit it stays put; the caller's memory */
typedef struct cede_event {
    cede_link waiters;
    uint8_t set;
    uint8_t automatic;
} cede_event;

#define CEDE_EVENT_INIT(e)      { CEDE__RING_INIT((e).waiters), 0, 0 }
#define CEDE_EVENT_AUTO_INIT(e) { CEDE__RING_INIT((e).waiters), 0, 1 }

/* Makes `e` an event that is not set; the second form makes an automatic one. */
void cede_event_init(cede_event *e);
void cede_event_init_auto(cede_event *e);
void cede_event_deinit(cede_event *e);

/* Sets it: whoever waits now passes, also when it is cleared before they run. Of an
 * automatic one the first who waits passes; where nobody does it stays set.
 *
 *   context    task, or the loop's thread */
void cede_event_set(cede_event *e);

void cede_event_clear(cede_event *e);
int cede_event_is_set(const cede_event *e);

/* Waits until it is set; an automatic one is cleared by that.
 *
 *   returns    0
 *   suspends   unless it is set
 *   cancel     takes effect here, unless it was set for this task
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_event_wait__args { cede_state cede__state; cede_event *event; };
CEDE__FRAME cede_event_wait__frame { cede_waiter waiter; };
CEDE__LEAF(int, cede_event_wait);
cede_async int cede_event_wait(cede_event *event);

/* ---- mutex ---------------------------------------------------------------------- */

/* One task at a time, also across awaits. It knows its owner.
 *
 *   lifetime   from init to deinit it stays put; the caller's memory */
typedef struct cede_mutex {
    cede_link waiters;
    cede_task *owner;           /* null: it is free, and then nobody waits */
} cede_mutex;

#define CEDE_MUTEX_INIT(m) { CEDE__RING_INIT((m).waiters), 0 }

void cede_mutex_init(cede_mutex *m);
/* Nobody may own it or wait for it. */
void cede_mutex_deinit(cede_mutex *m);

/* Waits until it is this task's.
 *
 *   returns    0; -EDEADLK where it is this task's already
 *   suspends   unless it is free
 *   cancel     takes effect here, unless the mutex was handed to this task: then 0
 *   owns       the mutex, until cede_mutex_unlock
 *   context    task */
CEDE__FRAME cede_mutex_lock__args { cede_state cede__state; cede_mutex *mutex; };
CEDE__FRAME cede_mutex_lock__frame { cede_waiter waiter; };
CEDE__LEAF(int, cede_mutex_lock);
cede_async int cede_mutex_lock(cede_mutex *mutex);

/* The same without waiting.
 *
 *   returns    0; -EAGAIN where it is another task's; -EDEADLK
 *   context    task */
int cede_mutex_try_lock(cede_mutex *m);

/* Hands it to the first who waits; else it is free. Unlock by another task than its
 * owner stops the program.
 *
 *   context    task */
void cede_mutex_unlock(cede_mutex *m);

/* The task whose it is; null: it is free. */
cede_task *cede_mutex_owner(const cede_mutex *m);

/* ---- semaphore ------------------------------------------------------------------ */

/* A number of permits. Any task may release one, whoever has acquired it.
 *
 *   lifetime   from init to deinit it stays put; the caller's memory */
typedef struct cede_semaphore {
    cede_link waiters;          /* empty, unless count is 0 */
    unsigned count;             /* permits that are free */
    unsigned most;              /* bounded: so many at most */
} cede_semaphore;

#define CEDE_SEMAPHORE_INIT(s, n)               CEDE_SEMAPHORE_BOUNDED_INIT(s, n, ~0u)
#define CEDE_SEMAPHORE_BOUNDED_INIT(s, n, most) { CEDE__RING_INIT((s).waiters), (n), (most) }

/* Makes `s` a semaphore with `count` free permits; the second form one that never has
 * more than `most`: a release too many is an error then. */
void cede_semaphore_init(cede_semaphore *s, unsigned count);
void cede_semaphore_init_bounded(cede_semaphore *s, unsigned count, unsigned most);
void cede_semaphore_deinit(cede_semaphore *s);

/* Waits until a permit is this task's.
 *
 *   returns    0
 *   suspends   unless one is free
 *   cancel     takes effect here, unless a permit was handed to this task: then 0
 *   owns       the permit, until it is released
 *   context    task */
CEDE__FRAME cede_semaphore_acquire__args { cede_state cede__state; cede_semaphore *semaphore; };
CEDE__FRAME cede_semaphore_acquire__frame { cede_waiter waiter; };
CEDE__LEAF(int, cede_semaphore_acquire);
cede_async int cede_semaphore_acquire(cede_semaphore *semaphore);

/* The same without waiting.
 *
 *   returns    0; -EAGAIN: none is free
 *   context    task, or the loop's thread */
int cede_semaphore_try_acquire(cede_semaphore *s);

/* Gives a permit to the first who waits; else it is free.
 *
 *   returns    0; -EOVERFLOW where `most` are free already, and then nothing happens
 *   context    task, or the loop's thread */
int cede_semaphore_release(cede_semaphore *s);

/* Permits that are free. */
unsigned cede_semaphore_count(const cede_semaphore *s);

#ifdef __cplusplus
}
#endif
#endif
