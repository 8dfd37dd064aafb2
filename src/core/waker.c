/* waker.c: wakes from interrupts and other threads.
 *
 *     idle ── raise (any thread) ──> posted, on the loop's list
 *     posted ── the loop's turn ──> idle, then fire
 *
 * The list is a stack that anyone pushes on and the loop takes as a whole; lower comes
 * before fire, so that a post during fire is not lost.
 * Always: a waker is on the list, or in `firing`, exactly while it is posted; only a
 * poster between its raise and its push is an exception, and deinit waits for that.
 * Never allocates. Posting is lock-free as far as the port is. */
#include <cede/port.h>
#include "check.h"
#include "self.h"
#include "waker.h"

static void wake_waiter(cede_waker *w)
{
    w->set = 1;
    if (w->task)
        cede_wake(w->task);
}

void cede_waker_init_call(cede_waker *w, void (*fire)(cede_waker *w))
{
    CEDE_CHECK(cede__self.loop, "a waker belongs to the loop of its thread: there is none");
    memset(w, 0, sizeof *w);
    w->loop = cede__self.loop;
    w->fire = fire;
}

void cede_waker_init(cede_waker *w)
{
    cede_waker_init_call(w, wake_waiter);
}

/* ---- posting ---------------------------------------------------------------------------- */

/* Behind the push the waker may be gone. */
static void post(cede_waker *w)
{
    cede_loop *l = w->loop;
    if (cede_port_raise(&w->posted))
        return;
    cede_port_push(&l->posted, w);
    l->ops->kick(l);
}

void cede_wake_from_isr(cede_waker *w)
{
    post(w);
}

void cede_wake_threadsafe(cede_waker *w)
{
    post(w);
}

/* ---- on the loop's thread ------------------------------------------------------------------ */

/* Appends what was posted to `firing`, in the order it came. */
static void collect(cede_loop *l)
{
    cede_waker *w = cede_port_take(&l->posted), *reversed = NULL, **end = &l->firing;
    while (w) {
        cede_waker *next = w->next;
        w->next = reversed;
        reversed = w;
        w = next;
    }
    while (*end)
        end = &(*end)->next;
    *end = reversed;
}

void cede__posted_fire(cede_loop *l)
{
    cede_waker *w;
    collect(l);
    while ((w = l->firing) != NULL) {
        l->firing = w->next;
        cede_port_lower(&w->posted);
        w->fire(w);
    }
}

static int withdraw(cede_loop *l, cede_waker *w)
{
    cede_waker **p;
    collect(l);
    for (p = &l->firing; *p; p = &(*p)->next)
        if (*p == w) {
            *p = w->next;
            return 1;
        }
    return 0;
}

void cede_waker_deinit(cede_waker *w)
{
    CEDE_CHECK(!w->task, "a waker is deinited while a task waits for it");
    while (cede_port_raised(&w->posted))
        if (withdraw(w->loop, w))
            cede_port_lower(&w->posted);
}

/* ---- the operation ---------------------------------------------------------------------------- */

cede_status cede_waker_wait__step(void *frame, cede_task *t)
{
    cede_waker *w = ((struct cede_waker_wait__frame *)frame)->waker;
    if (w->task && w->task != t)
        return CEDE__LEAF_DONE(cede_waker_wait, frame, -EBUSY);
    if (w->set && cede__gives_way(t))
        return CEDE_PENDING;
    w->task = NULL;
    if (w->set) {
        w->set = 0;
        return CEDE__LEAF_DONE(cede_waker_wait, frame, 0);
    }
    if (t->signal)
        return CEDE_UNWOUND;
    w->task = t;
    return CEDE_PENDING;
}

CEDE__LEAF_FN(cede_waker_wait, CEDE__FAILS);

int cede_waker_wait(cede_waker *waker)
{
    void *area = cede__enter(&cede_waker_wait__fn);
    if (area)
        CEDE__ARGS(cede_waker_wait, area, 0, waker);
    return 0;
}
