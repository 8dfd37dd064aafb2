/* group_failure_and_deadline.c: A failing task and an outer deadline meet at the group's end: the
 * outermost wins. */
#include "corpus.h"

static async int slow_to_die(void)
{
    defer { await(cede_sleep(after(10))); event("died, %d", cede_leaving()); }
    await(cede_sleep(after(50)));
    return 0;
}

static async int fail(int ms)
{
    await(cede_sleep(after(ms)));
    return -EIO;
}

static async int test_main(void)
{
    within (cede_ms(8)) {
        group (g) {
            spawn(g, slow_to_die());
            spawn(g, fail(3));
        } else {
            event("never");
        }
        event("never");
    } else {
        event("the deadline");
    }
    return 0;
}

SWEPT(group_failure_and_deadline, test_main)
