/* task_life.c: how tasks begin, are cancelled, and end.
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
 * Runs on the loop's thread. Allocates a block per task. */
#include "check.h"
#include "deep.h"
#include "group_core.h"
#include "run.h"
#include "scope.h"
#include "self.h"
#include "task_life.h"

/* ---- beginning ------------------------------------------------------------------- */

static inline size_t extra_size(unsigned flags)
{
    return flags & CEDE__EXTENDED ? sizeof (cede__task_extra) : 0;
}

static void link_last(cede_group *g, cede_task *t)
{
    t->next = NULL;
    t->prev = g->last;
    if (g->last)
        g->last->next = t;
    else
        g->first = t;
    g->last = t;
}

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
    link_last(g, t);
}

static void begin(cede_task *t, const cede_fn *fn, cede_group *g, unsigned flags)
{
    *t = (cede_task){ .fn = fn, .leaf = cede__root(t), .leaf_step = fn->step, .group = g, .flags = (uint8_t)flags };
    link_last(g, t);
    g->running++;
    cede__make_ready(t);
}

static inline size_t block_size(const cede_fn *fn, unsigned flags)
{
    return extra_size(flags) + sizeof (cede_task) + cede__deep_of(fn);
}

cede_task *cede__task_new(const cede_fn *fn, cede_group *g, unsigned flags)
{
    char *block = cede__block_new(g->loop, block_size(fn, flags));
    cede_task *t;
    if (!block)
        return NULL;
    t = (cede_task *)(void *)(block + extra_size(flags));
    begin(t, fn, g, flags);
    if (flags & CEDE__EXTENDED) {
        cede__task_extra *x = cede__extra(t);
        *x = (cede__task_extra){ .joiners = { &x->joiners, &x->joiners } };
    }
    return t;
}

/* Zeros before the first start; fn tells whether a task is in the block. */
cede_task *cede__task_new_in(void *block, unsigned size, const cede_fn *fn, cede_group *g)
{
    unsigned need = (unsigned)sizeof (cede_task) + cede__deep_of(fn);
    char has[CEDE__DECIMAL], wants[CEDE__DECIMAL];
    cede_task *t = block;
    if (size < need)
        cede__stop("the static task block for ", fn->name, " has ", cede__decimal(has, (int)size),
                   " bytes and needs ", cede__decimal(wants, (int)need), (char *)0);
    if (t->fn)
        return NULL;
    begin(t, fn, g, CEDE__STATIC);
    return t;
}

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

static long long number_of(cede_task *t)
{
    const char *r = result_of(t);
    short s;
    int i;
    long l;
    long long ll;
    if (!(t->fn->flags & (CEDE__FAILS | CEDE__NUMBER)))
        return 0;
    if (t->fn->result_size == sizeof i)
        return memcpy(&i, r, sizeof i), i;
    if (t->fn->result_size == sizeof l)
        return memcpy(&l, r, sizeof l), l;
    if (t->fn->result_size == sizeof ll)
        return memcpy(&ll, r, sizeof ll), ll;
    if (t->fn->result_size == sizeof s)
        return memcpy(&s, r, sizeof s), s;
    return 0;
}

/* A number beyond int is its nearest: join and cede_run give an int. */
static int as_int(long long n)
{
    int most = (int)(~0u >> 1);
    return n > most ? most : n < -most ? -most : (int)n;
}

int cede__task_outcome(cede_task *t)
{
    return t->cancel ? t->cancel : as_int(number_of(t));
}

/* ---- the end ----------------------------------------------------------------------------- */

/* Why it failed, n being its number; 0: it did not. Unwinding for its owner's cancel is
 * no failure. */
static int failure(cede_task *t, cede_status s, long long n)
{
    if (s == CEDE_UNWOUND)
        return t->fatal;
    return t->fn->flags & CEDE__FAILS && n < 0 && n >= -4095 ? (int)n : 0;
}

/* To spawn_into's destination and to who joins. */
static void hand_over(cede_task *t, cede_status s, long long n)
{
    cede__task_extra *x = cede__extra(t);
    if (x->into && s == CEDE_DONE)
        memcpy(x->into, result_of(t), x->into_size);
    cede__wait_end_all(&x->joiners, t->cancel ? t->cancel : as_int(n));
}

static void free_block(cede_loop *l, cede_task *t)
{
    if (t->flags & CEDE__STATIC)
        t->fn = NULL;
    else
        cede__block_free(l, (char *)t - extra_size(t->flags), block_size(t->fn, t->flags));
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

void cede__task_ended(cede_task *t, cede_status s)
{
    cede_group *g = t->group;
    long long n = s == CEDE_DONE ? number_of(t) : 0;
    int error = failure(t, s, n);
    cede__assert(!t->scope);
    t->cancel = s == CEDE_UNWOUND ? (int16_t)cede__reason(t) : 0;
    t->flags |= CEDE__ENDED;
    t->leaf_step = left_queue;      /* where it is ready still */
    if (t->flags & CEDE__EXTENDED)
        hand_over(t, s, n);
    if (error && cede__group_keeps_failure(g))
        t->flags |= CEDE__FAILED;
    g->running--;
    if (error && t != g->loop->main)
        cede__group_fail(g, error, t->fn->name);
    if (t->flags & CEDE__FAILED)
        move_last(g, t);
    else if (!(t->flags & CEDE__KEPT))
        cede__task_drop(t);
    cede__group_task_ended(g);
}

/* The group may be gone before the queue lets go of the task. */
void cede__task_drop(cede_task *t)
{
    cede_loop *l = cede__loop_of(t);
    unlink_task(t->group, t);
    if (t->flags & CEDE__READY)
        t->flags |= CEDE__LATE;
    else
        free_block(l, t);
}

void cede_task_release(cede_task *t)
{
    if (!t)
        return;
    CEDE_CHECK(t->flags & CEDE__KEPT, "a task's handle was released twice");
    t->flags &= (uint8_t)~CEDE__KEPT;
    if ((t->flags & (CEDE__ENDED | CEDE__FAILED)) == CEDE__ENDED)
        cede__task_drop(t);
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

CEDE__LEAF_FN(cede_join, CEDE__FAILS);

int cede_join(cede_task *task)
{
    void *area = cede__enter(&cede_join__fn);
    if (area)
        CEDE__ARGS(cede_join, area, 0, task);
    return 0;
}
