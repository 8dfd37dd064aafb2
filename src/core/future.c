/* future.c: a result that comes once, to any number of waiters and callbacks.
 *
 * Runs on the loop's thread. Never allocates. */
#include <cede/future.h>
#include "check.h"
#include "retire.h"
#include "task_core.h"

void cede_future_init(cede_future *f)
{
    memset(f, 0, sizeof *f);
    cede__ring_init(&f->waiters);
    f->callbacks_end = &f->callbacks;
}

void cede_future_deinit(cede_future *f)
{
    CEDE_CHECK(cede__ring_empty(&f->waiters), "a future is deinited while a task waits for it");
    f->callbacks = NULL;
    cede__retire(&f->waiters);
}

/* A callback may free its node, take others back, and add some, which are called at once. */
static void call_all(cede_future *f)
{
    cede_future_callback *c;
    while ((c = f->callbacks) != NULL) {
        f->callbacks = c->next;
        c->call(c, f->result);
    }
}

static int settle(cede_future *f, int result)
{
    if (f->set)
        return -EALREADY;
    f->set = 1;
    f->result = result;
    cede__wait_end_all(&f->waiters, result);
    call_all(f);
    return 0;
}

int cede_future_set(cede_future *f, int result)
{
    CEDE_CHECK(result >= 0, "a future's result is not negative; cede_future_fail sets an error");
    return settle(f, result);
}

int cede_future_fail(cede_future *f, int error)
{
    CEDE_CHECK(error < 0, "a future's error is a negative errno");
    return settle(f, error);
}

int cede_future_is_set(const cede_future *f)
{
    return f->set;
}

void cede_future_then(cede_future *f, cede_future_callback *c)
{
    if (f->set) {
        c->call(c, f->result);
        return;
    }
    c->next = NULL;
    *f->callbacks_end = c;
    f->callbacks_end = &c->next;
}

int cede_future_then_withdraw(cede_future *f, cede_future_callback *c)
{
    cede_future_callback **at = &f->callbacks;
    while (*at && *at != c)
        at = &(*at)->next;
    if (!*at)
        return 0;
    *at = c->next;
    if (f->callbacks_end == &c->next)
        f->callbacks_end = at;
    return 1;
}

cede_status cede_future_wait__step(void *frame, cede_task *t)
{
    cede_future *f;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    f = ((struct cede_future_wait__args *)frame)->future;
    return f->set ? cede__wait_had(frame, t, f->result) : cede__wait_for(frame, t, &f->waiters);
}

CEDE__LEAF_FN(cede_future_wait, CEDE__FAILS | CEDE__WAITS_FOR_ANY);

int cede_future_wait(cede_future *future)
{
    void *area = cede__enter(&cede_future_wait__fn);
    if (area)
        CEDE__ARGS(cede_future_wait, area, 0, future);
    return 0;
}
