/* sync.h: primitives by which tasks wait for each other.
 *
 * What holds for all of them:
 *
 *   - They are for tasks of one loop, and everything here runs on its thread; nothing
 *     is shared with other threads. For interrupts and other threads there is isr.h.
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
/* Nobody may wait for it. */
void cede_event_deinit(cede_event *e);

/* Sets it: whoever waits now passes, also when it is cleared before they run. Of an
 * automatic one the first who waits passes; where nobody does it stays set.
 *
 *   context    task, or the loop's thread */
void cede_event_set(cede_event *e);

/* It is not set any more; whoever was let pass passes.
 *
 *   context    task, or the loop's thread */
void cede_event_clear(cede_event *e);

/* Whether it is set. */
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

/* Makes `m` a mutex that is free. */
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
/* Nobody may wait for it. */
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

/* ---- condition ------------------------------------------------------------------ */

/* Waiting for a change of what a mutex guards:
 *
 *     await(cede_mutex_lock(&m));
 *     defer cede_mutex_unlock(&m);
 *     while (!ready)
 *         await(cede_condition_wait(&c));
 *
 *   lifetime   from init to deinit it stays put; the caller's memory */
typedef struct cede_condition {
    cede_link waiters;          /* those who were notified wait for the mutex instead */
    cede_mutex *mutex;
} cede_condition;

#define CEDE_CONDITION_INIT(c, m) { CEDE__RING_INIT((c).waiters), &(m) }

/* Makes `c` a condition of what `mutex` guards. */
void cede_condition_init(cede_condition *c, cede_mutex *mutex);
/* Nobody may wait for it. */
void cede_condition_deinit(cede_condition *c);

/* Gives back the mutex and waits to be notified, then waits for the mutex again.
 *
 *   returns    0; the mutex is this task's
 *   suspends   always
 *   cancel     takes effect here, unless this task was notified: then 0. Either way only
 *              once the mutex is this task's again, so who holds it delays it
 *   owns       nothing new: the mutex is this task's before and after
 *   context    task that owns the mutex */
CEDE__FRAME cede_condition_wait__args { cede_state cede__state; cede_condition *condition; };
CEDE__FRAME cede_condition_wait__frame { cede_waiter waiter; cede_mutex *mutex; };
CEDE__LEAF(int, cede_condition_wait);
cede_async int cede_condition_wait(cede_condition *condition);

/* Notifies the first `n` who wait, or as many as there are; they get the mutex in the
 * order they came, behind those who wait for it already.
 *
 *   context    task, or the loop's thread; mostly one that owns the mutex */
void cede_condition_notify(cede_condition *c, unsigned n);
void cede_condition_notify_all(cede_condition *c);

/* ---- lock for readers and writers ------------------------------------------------- */

/* Many who read, or one who writes. Served in the order they came: a reader that comes
 * behind a waiting writer waits, too. So a task that reads must not lock it for reading
 * once more; and none for writing.
 *
 *   lifetime   from init to deinit it stays put; the caller's memory */
typedef struct cede_rwlock {
    cede_link waiters;
    cede_task *writer;          /* null: nobody writes */
    unsigned readers;
} cede_rwlock;

#define CEDE_RWLOCK_INIT(l) { CEDE__RING_INIT((l).waiters), 0, 0 }

/* Makes `l` a lock that is free. */
void cede_rwlock_init(cede_rwlock *l);
/* Nobody may have it or wait for it. */
void cede_rwlock_deinit(cede_rwlock *l);

/* Waits until this task may read.
 *
 *   returns    0; -EDEADLK where this task writes
 *   suspends   while another task writes, or waits to
 *   cancel     takes effect here, unless it was given the lock: then 0
 *   owns       the lock, with other readers, until cede_rwlock_unlock
 *   context    task */
CEDE__FRAME cede_rwlock_read__args { cede_state cede__state; cede_rwlock *lock; };
CEDE__FRAME cede_rwlock_read__frame { cede_waiter waiter; cede_rwlock *lock; };
CEDE__LEAF(int, cede_rwlock_read);
cede_async int cede_rwlock_read(cede_rwlock *lock);

/* Waits until this task may write.
 *
 *   returns    0; -EDEADLK where this task writes
 *   suspends   while others read or write, or wait to
 *   cancel     takes effect here, unless it was given the lock: then 0
 *   owns       the lock, alone, until cede_rwlock_unlock
 *   context    task */
CEDE__FRAME cede_rwlock_write__args { cede_state cede__state; cede_rwlock *lock; };
CEDE__FRAME cede_rwlock_write__frame { cede_waiter waiter; cede_rwlock *lock; };
CEDE__LEAF(int, cede_rwlock_write);
cede_async int cede_rwlock_write(cede_rwlock *lock);

/* The same without waiting.
 *
 *   returns    0; -EAGAIN where it would have to wait; -EDEADLK
 *   context    task */
int cede_rwlock_try_read(cede_rwlock *l);
int cede_rwlock_try_write(cede_rwlock *l);

/* Gives back what this task has of it, and lets in who waits first: a writer, or the
 * readers up to the next writer. Of what nobody has, or another task writes, it stops the
 * program.
 *
 *   context    task */
void cede_rwlock_unlock(cede_rwlock *l);

/* ---- latch ---------------------------------------------------------------------- */

/* A number of things that shall happen, and tasks that wait for all of them. It may be
 * counted up again, also after it has opened.
 *
 *   lifetime   from init to deinit it stays put; the caller's memory */
typedef struct cede_latch {
    cede_link waiters;          /* empty, while count is 0 */
    unsigned count;
} cede_latch;

#define CEDE_LATCH_INIT(l, n) { CEDE__RING_INIT((l).waiters), (n) }

/*   count      things that shall happen */
void cede_latch_init(cede_latch *l, unsigned count);
/* Nobody may wait for it. */
void cede_latch_deinit(cede_latch *l);

/* `n` more things, and one that has happened; the last one wakes all who wait. One that
 * was not counted stops the program.
 *
 *   context    task, or the loop's thread */
void cede_latch_add(cede_latch *l, unsigned n);
void cede_latch_done(cede_latch *l);

/* Things that have not happened. */
unsigned cede_latch_count(const cede_latch *l);

/* Waits until the count is 0.
 *
 *   returns    0
 *   suspends   unless it is 0
 *   cancel     takes effect here, unless that has come about
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_latch_wait__args { cede_state cede__state; cede_latch *latch; };
CEDE__FRAME cede_latch_wait__frame { cede_waiter waiter; };
CEDE__LEAF(int, cede_latch_wait);
cede_async int cede_latch_wait(cede_latch *latch);

/* ---- barrier -------------------------------------------------------------------- */

/* Tasks that go on together, again and again. One that is cancelled while it waits is not
 * counted: the others wait for another in its place.
 *
 *   lifetime   from init to deinit it stays put; the caller's memory */
typedef struct cede_barrier {
    cede_link waiters;          /* fewer than parties */
    unsigned parties;
    uint8_t broken;
} cede_barrier;

#define CEDE_BARRIER_INIT(b, n) { CEDE__RING_INIT((b).waiters), (n), 0 }

/*   parties    at least 1 */
void cede_barrier_init(cede_barrier *b, unsigned parties);
/* Nobody may wait for it. */
void cede_barrier_deinit(cede_barrier *b);

/* Waits until `parties` tasks wait here. The time it takes grows with their number.
 *
 *   returns    a number from 0 to parties - 1, in the order they came; -EPIPE where it is
 *              broken, also while it waits
 *   suspends   unless this task is the last one
 *   cancel     takes effect here, unless all have come
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_barrier_wait__args { cede_state cede__state; cede_barrier *barrier; };
CEDE__FRAME cede_barrier_wait__frame { cede_waiter waiter; };
CEDE__LEAF(int, cede_barrier_wait);
cede_async int cede_barrier_wait(cede_barrier *barrier);

/* Breaks it: who waits and who comes gets -EPIPE. The second form is for a new beginning:
 * who waits gets -EPIPE, and it is whole.
 *
 *   context    task, or the loop's thread */
void cede_barrier_break(cede_barrier *b);
void cede_barrier_reset(cede_barrier *b);

/* Tasks that wait. */
unsigned cede_barrier_waiting(const cede_barrier *b);

/* ---- once ----------------------------------------------------------------------- */

/* Something that the first who needs it does, while others wait:
 *
 *     if (await(cede_once_begin(&once))) {
 *         int done = 0;
 *         defer cede_once_end(&once, done);
 *         await(make_it());
 *         done = 1;
 *     }
 *
 * Where that one fails or is cancelled, the next one who waits does it.
 *
 *   lifetime   stays put while it is used; the caller's memory */
typedef struct cede_once {
    cede_link waiters;
    cede_task *doer;            /* who does it now */
    uint8_t done;
} cede_once;

#define CEDE_ONCE_INIT(o) { CEDE__RING_INIT((o).waiters), 0, 0 }

/* Makes `o` something that is not done. */
void cede_once_init(cede_once *o);
/* Nobody may do it or wait for it. */
void cede_once_deinit(cede_once *o);

/* Waits until it is done, or is this task's to do.
 *
 *   returns    0: it is done; 1: this task shall do it, and call cede_once_end;
 *              -EDEADLK where this task does it already
 *   suspends   while another task does it
 *   cancel     takes effect here, unless it was made this task's to do: then 1
 *   owns       1: the duty to call cede_once_end
 *   context    task */
CEDE__FRAME cede_once_begin__args { cede_state cede__state; cede_once *once; };
CEDE__FRAME cede_once_begin__frame { cede_waiter waiter; };
CEDE__LEAF(int, cede_once_begin);
cede_async int cede_once_begin(cede_once *once);

/* Ends what cede_once_begin gave 1 for.
 *
 *   done       whether it is done; 0: the next one who waits, or comes, shall do it
 *   context    the task that does it */
void cede_once_end(cede_once *o, int done);

/* Whether it is done. */
int cede_once_is_done(const cede_once *o);

#ifdef __cplusplus
}
#endif
#endif
