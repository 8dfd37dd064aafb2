/* as_completed.c: a generator by hand, of tasks as they end.
 *
 *     FRESH, TAKEN ──> WAITING ──one has ended──> OFFERED ──> TAKEN, by who consumes
 *                         └────all were given──> done             └──> CLOSED: unwinds
 *
 * The last three are what abi.md calls the three states of a yield. It waits by cede_wait,
 * whose frame is a part of its own.
 * Runs on the loop's thread. Never allocates. */
#include <cede/tasks.h>
#include "task_core.h"

typedef struct cede_as_completed__frame completed;

enum { FRESH, WAITING, OFFERED, TAKEN, CLOSED };      /* where.c knows WAITING */

static cede_status offer(completed *f, int i)
{
    f->cede__yield = f->tasks[i];
    f->tasks[i] = NULL;
    f->cede__state = OFFERED;
    return CEDE_YIELDED;
}

static cede_status end(completed *f)
{
    CEDE__RESULT(cede_as_completed, f) = 0;
    f->cede__state = CEDE_STATE_DONE;
    return CEDE_DONE;
}

static cede_status unwind(completed *f)
{
    f->cede__state = CEDE_STATE_UNWOUND;
    return CEDE_UNWOUND;
}

static cede_status wait(completed *f, cede_task *t)
{
    cede_status s = cede_wait__step(&f->wait, t);
    int i;
    if (s == CEDE_PENDING)
        return cede__pending(t, f, cede_as_completed__step);
    if (s == CEDE_UNWOUND)
        return unwind(f);
    i = CEDE__RESULT(cede_wait, &f->wait);
    return i < f->n ? offer(f, i) : end(f);
}

cede_status cede_as_completed__step(void *frame, cede_task *t)
{
    completed *f = frame;
    switch (f->cede__state) {
    case FRESH:
    case TAKEN:
        CEDE__ARGS(cede_wait, &f->wait, 0, f->tasks, f->n, CEDE_WAIT_FIRST);
        f->cede__state = WAITING;
        return wait(f, t);
    case WAITING: return wait(f, t);
    case OFFERED: return CEDE_YIELDED;
    case CLOSED: return unwind(f);
    default: return cede__ended(f->cede__state);
    }
}

const cede_fn cede_as_completed__fn = {
    .name = "cede_as_completed", .file = "cede",
    .step = cede_as_completed__step, .plain = CEDE__PLAIN_OF(cede_as_completed),
    .result_at = offsetof(completed, cede__yield), .result_size = sizeof (cede_task *),
    .flags = CEDE__ITER, .size = cede_as_completed__size, .deep = cede_as_completed__deep
};

cede_task *cede_as_completed(cede_task **tasks, int n)
{
    struct cede_as_completed__args *a = cede__enter(&cede_as_completed__fn);
    if (a)
        *a = (struct cede_as_completed__args){ .tasks = tasks, .n = n };
    return NULL;
}
