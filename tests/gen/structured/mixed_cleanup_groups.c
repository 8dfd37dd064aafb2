/* mixed_cleanup_groups.c: A defer cleans up with a group under a deadline while the task is being
 * cancelled. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int worker(void)
{
    defer {
        within (cede_ms(4)) {
            group (g) {
                spawn(g, nap("flush a", 2, 0));
                spawn(g, nap("flush b", 9, 0));
            } else {
                event("never");
            }
        } else {
            event("flush cut short");
        }
        event("cleaned, %d", cede_leaving());
    }
    await(nap("work", 3, 0));
    return 1;
}

static async int test_main(void)
{
    int r = 0;
    group (g) {
        spawn_into(g, &r, worker());
    }
    return r;
}

SWEPT(mixed_cleanup_groups, test_main)
