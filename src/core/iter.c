/* iter.c: generators that are held or boxed, and the closing of all of them.
 *
 * In:   await_each and open_iter of generated code, cede_next.
 * Out:  the generator's step, called as a part of its consumer's task.
 * A held generator's life:
 *
 *     cede__iter_open…
 *        1 IDLE -- cede__iter_step ----------> 2 PULLED
 *        2 PULLED -- it offers a value ------> 1 IDLE
 *        2 PULLED -- it ends or unwinds -----> 4 ENDED
 *        1 IDLE -- cede__iter_close ---------> 3 CLOSED
 *        3 CLOSED -- it has unwound ---------> 4 ENDED
 *
 * Always:
 *   1. the generator's scopes are on the task's stack exactly in PULLED and CLOSED;
 *   2. it->box is the loop's memory until ENDED, and only until then.
 * Runs on the loop's thread. Allocates boxes. */
#include <cede/iter.h>
#include "check.h"
#include "task_core.h"

enum { IDLE, PULLED, CLOSED, ENDED };

/* What every generator's result looks like, whatever it offers. */
CEDE__FRAME iter__ret { cede_state cede__state; int value; };

/* ---- opening ------------------------------------------------------------------------ */

static struct cede_iter *open(cede_task *t, struct cede_iter *it, const cede_fn *fn, void *frame, cede_box *box)
{
    cede__each_begin(&it->each);
    it->fn = fn;
    it->frame = frame;
    it->box = box;
    it->task = t;
    it->answer = frame ? 0 : -ENOMEM;
    it->state = frame ? IDLE : ENDED;
    return it;
}

struct cede_iter *cede__iter_open(cede_task *t, struct cede_iter *it, const cede_fn *fn, void *frame)
{
    return open(t, it, fn, frame, NULL);
}

void *cede__iter_open_box(cede_task *t, struct cede_iter *it, const cede_fn *fn)
{
    cede_box *b = cede__box_new(t, fn);
    return open(t, it, fn, b ? cede__box_frame(b) : NULL, b)->frame;
}

struct cede_iter *cede__iter_open_armed(cede_task *t, struct cede_iter *it, cede__arm *a)
{
    cede_box *b;
    if (!cede__arm_claimed(a))
        cede__stop("await_each over a call of a function that is no generator", (char *)0);
    b = a->made;
    return open(t, it, b ? b->fn : NULL, b ? cede__box_frame(b) : NULL, b);
}

/* ---- going on ------------------------------------------------------------------------- */

/* The box goes on by itself, and will be looked at. */
static void go_on(struct cede_iter *it, cede_task *t)
{
    if (!it->box)
        return;
    if (*(cede_state *)it->frame)
        cede__box_resume(t, it->box);
    else
        cede__box_enter(t, it->box);
}

static void ended(struct cede_iter *it, cede_task *t, int answer)
{
    it->answer = answer < 0 ? answer : 0;
    it->state = ENDED;
    if (it->box)
        cede__box_free(t, it->box);
}

static cede_status look(struct cede_iter *it, cede_task *t)
{
    return it->box ? cede__box_status(it->box) : it->fn->step(it->frame, t);
}

cede_status cede__iter_step(struct cede_iter *it, cede_task *t)
{
    cede_status s;
    if (it->state == ENDED)
        return CEDE_DONE;
    if (it->state == IDLE) {
        it->state = PULLED;
        cede__each_resume(t, &it->each);
        go_on(it, t);
    }
    s = look(it, t);
    if (s == CEDE_PENDING)
        return s;
    cede__each_pause(t, &it->each);
    if (s == CEDE_YIELDED) {
        it->state = IDLE;
        cede__each_take(it->frame);
    } else {
        ended(it, t, s == CEDE_DONE ? ((struct iter__ret *)it->frame)->value : cede__reason(t));
    }
    return s;
}

/* ---- closing --------------------------------------------------------------------------- */

/* A generator that was never pulled takes its first step all the same: what it was given
 * may be its to release. */
static void begin_closing(cede_task *t, cede__each *e, cede_state *state)
{
    if (*state)
        ++*state;
    e->scope.signal = -ECANCELED;
    cede__each_resume(t, e);
    cede__signals_update(t);
}

cede_status cede__each_close(cede_task *t, cede__each *e, cede_step *step, void *frame)
{
    cede_status s;
    if (!e->scope.signal)
        begin_closing(t, e, frame);
    while ((s = step(frame, t)) == CEDE_YIELDED)
        *(cede_state *)frame += 2;
    if (s == CEDE_PENDING)
        return s;
    cede__scope_pop(t, &e->scope);
    return CEDE_DONE;
}

static cede_status close_box(struct cede_iter *it, cede_task *t)
{
    cede_state *state = it->frame;
    cede_status s;
    if (!it->each.scope.signal) {
        begin_closing(t, &it->each, state);
        go_on(it, t);
    }
    s = cede__box_status(it->box);
    if (s == CEDE_YIELDED) {
        *state += 2;
        go_on(it, t);
        return CEDE_PENDING;
    }
    if (s == CEDE_PENDING)
        return s;
    cede__scope_pop(t, &it->each.scope);
    return CEDE_DONE;
}

cede_status cede__iter_close(struct cede_iter *it, cede_task *t)
{
    cede_status s;
    if (it->state == ENDED)
        return CEDE_DONE;
    cede__assert(it->state != PULLED);
    it->state = CLOSED;
    s = it->box ? close_box(it, t) : cede__each_close(t, &it->each, it->fn->step, it->frame);
    if (s == CEDE_DONE)
        ended(it, t, -ECANCELED);
    return s;
}

/* ---- use --------------------------------------------------------------------------------- */

/* The value is stored before the result is written. */
cede_status cede_next__step(void *frame, cede_task *t)
{
    struct cede_next__frame *f = frame;
    struct cede_iter *it = f->it;
    cede_status s;
    if (f->cede__state == 0) {
        CEDE_CHECK(it->task == t, "a generator is pulled by the task that has opened it");
        if (it->state == PULLED)
            return CEDE__LEAF_DONE(cede_next, frame, -EBUSY);
        f->cede__state = 1;
    }
    s = cede__iter_step(it, t);
    if (s == CEDE_PENDING || s == CEDE_UNWOUND)
        return s;
    if (s == CEDE_YIELDED)
        memcpy(f->value, cede__iter_value(it), it->fn->result_size);
    return CEDE__LEAF_DONE(cede_next, frame, s == CEDE_YIELDED ? 1 : it->answer);
}

CEDE__LEAF_FN(cede_next, CEDE__FAILS);

int cede_next(struct cede_iter *it, void *value)
{
    void *area = cede__enter(&cede_next__fn);
    if (area)
        CEDE__ARGS(cede_next, area, 0, it, value);
    return 0;
}
