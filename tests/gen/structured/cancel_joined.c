/* cancel_joined.c: A joiner sees that the task was cancelled, and goes on. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int test_main(void)
{
    int r = 0;
    group (g) {
        cede_task *t = spawn_task(g, nap("task", 9, 1));
        within (cede_ms(3)) {
            here();
            r = await(cede_join(t));
        } else {
            event("will not wait longer");
            cede_task_cancel(t, -ECANCELED);
            here();
            r = await(cede_join(t));
        }
        event("joined %d", r);
    }
    return r == -ECANCELED;
}

SWEPT(cancel_joined, test_main)
