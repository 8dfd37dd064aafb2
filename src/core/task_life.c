/* task_life.c: how tasks are cancelled, and end; spawn.c is how they begin.
 *
 * A task's block: [cede__task_extra] cede_task, frames. It is linked in its group
 * from its beginning until it is dropped:
 *
 *     made, linked ──ends──> dropped                 nobody asks any more
 *                      └───> kept ──> dropped          by release, or with the group: there
 *                                                    is a handle, or it failed
 *
 * Always:
 *   1. a group's tasks stand in the order they were spawned, those that have failed
 *      last, in the order they did;
 *   2. after the end `cancel` is why it was unwound, 0 where it has a result;
 *   3. no task is freed while it is in the ready queue.
 * Runs on the loop's thread. Frees blocks. */
#include "check.h"
#include "group_core.h"
#include "run.h"
#include "scope.h"
#include "self.h"
#include "task_life.h"

/* ---- cancel ------------------------------------------------------------------------- */

void cede__task_cancel(cede_task *t, int reason, const char *place)
{
    if (t->flags & CEDE__ENDED || t->cancel)
        return;
    t->cancel = (int16_t)(reason ? reason : -ECANCELED);
    if (t->flags & CEDE__EXTENDED)
        cede__extra(t)->cancelled_at = place;
    cede__signals_update(t);
    if (t->signal)
        cede_wake(t);
}

int cede_task_cancelled(const cede_task *t)
{
    return t->flags & CEDE__ENDED ? 0 : t->cancel;
}

const char *cede_task_cancelled_at(const cede_task *t)
{
    return t->flags & CEDE__EXTENDED ? cede__extra(t)->cancelled_at : NULL;
}

const char *cede_task_name(const cede_task *t)
{
    return t->fn->name;
}

/* ---- the result ----------------------------------------------------------------------- */

static const char *result_of(cede_task *t)
{
    return (char *)cede__root(t) + t->fn->result_at;
}

/* A number beyond int is its nearest: join and cede_run give an int. */
static int as_int(long long n)
{
    int most = (int)(~0u >> 1);
    return n > most ? most : n < -most ? -most : (int)n;
}

static int other_number(const char *r, size_t size)
{
    short s;
    long l;
    long long ll;
    if (size == sizeof l)
        return memcpy(&l, r, sizeof l), as_int(l);
    if (size == sizeof ll)
        return memcpy(&ll, r, sizeof ll), as_int(ll);
    if (size == sizeof s)
        return memcpy(&s, r, sizeof s), s;
    return 0;
}

/* Its result where that is a number; 0 for others. */
static inline int number_of(cede_task *t)
{
    const cede_fn *fn = t->fn;
    int i;
    if (!(fn->flags & (CEDE__FAILS | CEDE__NUMBER)))
        return 0;
    if (fn->result_size != sizeof i)
        return other_number(result_of(t), fn->result_size);
    return memcpy(&i, result_of(t), sizeof i), i;
}

/* `leaf` has no other use any more. */
int cede__task_outcome(cede_task *t)
{
    t->leaf = NULL;
    return t->cancel ? t->cancel : number_of(t);
}

/* ---- the end ----------------------------------------------------------------------------- */

static void unlink_task(cede_group *g, cede_task *t)
{
    if (t->next)
        t->next->prev = t->prev;
    else
        g->last = t->prev;
    if (t->prev)
        t->prev->next = t->next;
    else
        g->first = t->next;
}

static void move_last(cede_group *g, cede_task *t)
{
    if (g->last == t)
        return;
    unlink_task(g, t);
    t->next = NULL;
    t->prev = g->last;
    *(t->prev ? &t->prev->next : &g->first) = t;
    g->last = t;
}

/* Why it failed, n being its number; 0: it did not. Unwinding for its owner's cancel is
 * no failure, nor is it when a cancelled task says so itself, as one does that gives what
 * it was given for a cancelled sibling. */
static inline int failure(const cede_task *t, cede_status s, int n)
{
    if (s == CEDE_UNWOUND)
        return t->fatal;
    if (n == -ECANCELED && t->cancel)
        return 0;
    return n < 0 && n >= -4095 && t->fn->flags & CEDE__FAILS ? n : 0;
}

int cede__task_ending(cede_task *t, cede_status s)
{
    return s == CEDE_UNWOUND ? cede__reason(t) : number_of(t);
}

int cede__task_failure(cede_task *t, cede_status s)
{
    return failure(t, s, number_of(t));
}

/* To those who join, and callbacks, in the order they came: then it was looked at. */
static void tell(cede_task *t, int outcome)
{
    cede_link *joiners = &cede__extra(t)->joiners;
    t->leaf = NULL;
    while (!cede__ring_empty(joiners)) {
        cede_waiter *w = cede__waiter_of(joiners->next);
        if (w->task)
            cede__wait_end(w, outcome);
        else
            cede__task_call(t, w, outcome);
    }
}

/* To spawn_into's destination and to who joins. */
static inline void hand_over(cede_task *t, cede_status s, int n)
{
    cede__task_extra *x = cede__extra(t);
    if (x->into && s == CEDE_DONE)
        memcpy(x->into, result_of(t), x->into_size);
    if (!cede__ring_empty(&x->joiners))
        tell(t, t->cancel ? t->cancel : n);
}

static inline void free_block(cede_loop *l, cede_task *t)
{
    if (t->flags & CEDE__STATIC)
        t->fn = NULL;
    else
        cede__block_free(l, (char *)t - cede__extra_size(t->flags), cede__task_size(t->fn, t->flags));
}

/* The step of a task that has ended with a wake-up outstanding. */
static cede_status left_queue(void *frame, cede_task *t)
{
    (void)frame;
    t->flags &= (uint8_t)~CEDE__READY;
    if (t->flags & CEDE__LATE)
        free_block(cede__self.loop, t);
    return CEDE__GONE;
}

/* The group may be gone before the queue lets go of the task. */
static inline void drop(cede_task *t, cede_group *g)
{
    unlink_task(g, t);
    if (t->flags & CEDE__READY)
        t->flags |= CEDE__LATE;
    else
        free_block(g->loop, t);
}

/* What a failure does beside ending its task. Of the loop's own tasks those that have a
 * handle, the main task among them, tell who holds it, or nobody: see unseen(). */
CEDE__COLD static void failed(cede_task *t, cede_group *g, int error)
{
    if (cede__group_keeps_failure(g)) {
        t->flags |= CEDE__FAILED;
        move_last(g, t);
    }
    if (g->owner || !(t->flags & CEDE__EXTENDED) || (!(t->flags & CEDE__KEPT) && !cede__task_seen(t))) {
        t->flags |= CEDE__TELLS;
        cede__group_fail(g, error, t->fn->name);
        t->flags &= (uint8_t)~CEDE__TELLS;
    }
}

void cede__task_ended(cede_task *t, cede_status s)
{
    cede_group *g = t->group;
    int n = s == CEDE_DONE ? number_of(t) : 0;
    int error = failure(t, s, n);
    cede__assert(!t->scope);
    t->cancel = s == CEDE_UNWOUND ? (int16_t)cede__reason(t) : 0;
    t->flags |= CEDE__ENDED;
    t->leaf_step = left_queue;      /* where it is ready still */
    g->running--;                   /* callbacks may spawn in its place */
    if (t->flags & CEDE__EXTENDED)
        hand_over(t, s, n);
    if (CEDE__UNLIKELY(error))
        failed(t, g, error);
    if (!(t->flags & (CEDE__KEPT | CEDE__FAILED)))
        drop(t, g);
    cede__group_task_ended(g);
}

void cede__task_drop(cede_task *t)
{
    drop(t, t->group);
}

/* Of the loop's own that has ended, and is gone before anybody has looked. */
CEDE__COLD static void unseen(cede_task *t)
{
    cede_loop *l = t->group->loop;
    int error = t->cancel ? t->fatal : failure(t, CEDE_DONE, number_of(t));
    if (error && error != -ECANCELED && !t->group->owner)
        cede__report(l, t->fn->name, error);
}

void cede_task_release(cede_task *t)
{
    if (!t)
        return;
    CEDE_CHECK(t->flags & CEDE__KEPT, "a task's handle was released twice");
    t->flags &= (uint8_t)~CEDE__KEPT;
    if ((t->flags & (CEDE__ENDED | CEDE__FAILED | CEDE__TELLS)) == CEDE__ENDED) {
        if (CEDE__UNLIKELY(!cede__task_seen(t)))
            unseen(t);
        drop(t, t->group);
    }
}

/* ---- join --------------------------------------------------------------------------------- */

cede_status cede_join__step(void *frame, cede_task *t)
{
    struct cede_join__frame *f = frame;
    cede_status s;
    int value;
    if (f->waiter.state == 0) {
        cede_task *joined = ((struct cede_join__args *)frame)->task;
        CEDE_CHECK(joined != t, "a task cannot join itself");
        CEDE_CHECK(joined->flags & CEDE__KEPT, "join of a task whose handle was released");
        if (joined->flags & CEDE__ENDED) {
            if (cede__gives_way(t))
                return CEDE_PENDING;
            value = cede__task_outcome(joined);
            return CEDE__LEAF_DONE(cede_join, frame, value);
        }
        if (t->signal)
            return CEDE_UNWOUND;
        cede__wait_begin(&f->waiter, t, &cede__extra(joined)->joiners);
        return CEDE_PENDING;
    }
    s = cede__wait_step(&f->waiter, t);
    value = f->waiter.value;
    return s == CEDE_DONE ? CEDE__LEAF_DONE(cede_join, frame, value) : s;
}

CEDE__LEAF_FN(cede_join, CEDE__FAILS | CEDE__WAITS_FOR_END);

int cede_join(cede_task *task)
{
    void *area = cede__enter(&cede_join__fn);
    if (area)
        CEDE__ARGS(cede_join, area, 0, task);
    return 0;
}
