/* select.c: the first of several operations; <cede/select.h> says what it promises.
 *
 * Operations hand over: who brings what is waited for decides who gets it, and that is
 * for good (wait.c). So two of them must never be given something. In their lines stands,
 * for the task, a stand-in that looks like a task that has ended: when a waiter of such a
 * one arrives, its step is called at once (wait.c, arrive), and takes the others out of
 * their lines.
 *
 *     cases are stepped in order, for the stand-in
 *        1 one need not wait ──────────────> the others leave; done
 *        2 all wait, sleeps are begun ─────> 3 one arrives: the others leave, the task is woken
 *                                            4 a sleep is over: the others leave; done
 *                                            5 a signal: all leave; unwound
 *
 * A sleep has nothing that could be lost. Its timer wakes the task itself, which looks at
 * it last: so of a sleep and something else at the same moment it is the other.
 * Always: while it waits, each case's waiter is in its line, or none is and `found` says
 * which one has arrived.
 * Runs on the loop's thread. Never allocates. */
#include <cede/select.h>
#include "check.h"
#include "task_core.h"
#include "timers.h"

typedef struct cede_select__frame selection;

enum { NONE = -1 };

/* What every frame and every case's area begins with. */
static cede_state *state_of(cede_case *c)
{
    return &c->on.waiter.state;
}

static int is_sleep(const cede_case *c)
{
    return (c->fn->flags & CEDE__WAITS) == CEDE__WAITS_FOR_TIME;
}

/* ---- leaving ------------------------------------------------------------------------- */

static void leave(selection *f, cede_case *c)
{
    if (!*state_of(c))
        return;                         /* not begun */
    if (is_sleep(c))
        cede__timer_stop(cede__loop_of(f->waits), &c->on.timer);
    else
        c->fn->step(&c->on, &f->stand_in);  /* which is to unwind, and nothing has arrived */
}

/* Those that have been begun, but for the one that was found. */
static void leave_all(selection *f)
{
    int i;
    f->stand_in.signal = -ECANCELED;
    for (i = 0; i < f->n; i++)
        if (i != f->found)
            leave(f, &f->cases[i]);
}

static void find(selection *f, int i, int result)
{
    f->found = i;
    f->cases[i].result = result;
    leave_all(f);
}

/* ---- beginning ------------------------------------------------------------------------- */

/* The step of the stand-in: one of its waiters has arrived. */
static cede_status arrived(void *frame, cede_task *t)
{
    selection *f = frame;
    int i = 0;
    (void)t;
    while (is_sleep(&f->cases[i]) || !*state_of(&f->cases[i]) || !f->cases[i].on.waiter.arrived)
        i++;
    find(f, i, f->cases[i].on.waiter.value);
    cede_wake(f->waits);
    return CEDE_PENDING;
}

/* Where every operation with an int for its result writes that. */
CEDE__FRAME cede__case__ret { cede_state cede__state; int value; };

/* One that need not wait; none: all wait. */
static void try_all(selection *f)
{
    int i;
    for (i = 0; i < f->n; i++) {
        cede_case *c = &f->cases[i];
        CEDE_CHECK(c->fn, "a case is for one select");
        if (is_sleep(c))
            continue;
        f->stand_in.budget = 1;
        if (c->fn->step(&c->on, &f->stand_in) == CEDE_DONE) {
            *state_of(c) = 0;
            find(f, i, CEDE__RESULT(cede__case, &c->on));
            return;
        }
    }
}

static void begin_sleeps(selection *f)
{
    int i;
    for (i = 0; i < f->n; i++)
        if (is_sleep(&f->cases[i]))
            f->cases[i].fn->step(&f->cases[i].on, f->waits);
}

static void begin(selection *f, cede_task *t, struct cede_select__args a)
{
    memset(f, 0, sizeof *f);
    f->cede__state = 1;
    f->cases = a.cases;
    f->n = a.n;
    f->found = NONE;
    f->waits = t;
    f->stand_in.fn = t->fn;
    f->stand_in.group = t->group;
    f->stand_in.leaf = f;
    f->stand_in.leaf_step = arrived;
    f->stand_in.flags = CEDE__ENDED;
    try_all(f);
}

/* ---- ending ---------------------------------------------------------------------------- */

static void look_at_sleeps(selection *f)
{
    int i;
    for (i = 0; i < f->n && f->found == NONE; i++)
        if (is_sleep(&f->cases[i]) && *state_of(&f->cases[i]) && !f->cases[i].on.timer.queued)
            find(f, i, 0);
}

static void use_up(selection *f)
{
    int i;
    for (i = 0; i < f->n; i++)
        f->cases[i].fn = NULL;
}

static cede_status done(selection *f)
{
    int found = f->found;
    use_up(f);
    return CEDE__LEAF_DONE(cede_select, f, found);
}

static cede_status unwound(selection *f)
{
    leave_all(f);
    use_up(f);
    return CEDE_UNWOUND;
}

cede_status cede_select__step(void *frame, cede_task *t)
{
    selection *f = frame;
    if (f->cede__state == 0) {
        begin(f, t, *(struct cede_select__args *)frame);
        if (f->found != NONE)
            return cede__gives_way(t) ? CEDE_PENDING : done(f);
        if (t->signal)
            return unwound(f);
        begin_sleeps(f);
        return CEDE_PENDING;
    }
    look_at_sleeps(f);
    if (f->found != NONE)
        return done(f);
    return t->signal ? unwound(f) : CEDE_PENDING;
}

CEDE__LEAF_PLAIN(cede_select, CEDE__WAITS_FOR_FIRST, (cede_case *cases, int n), cases, n);
