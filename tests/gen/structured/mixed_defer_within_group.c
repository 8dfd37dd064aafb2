/* mixed_defer_within_group.c: Defers, deadlines and groups nested five deep. */
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
    defer { event("1, %d", cede_leaving()); }
    within (cede_ms(20)) {
        defer { await(nap("2", 1, 0)); }
        group (g) {
            defer { event("3, %d", cede_leaving()); }
            spawn(g, nap("task", 6, 0));
            shield {
                defer { await(nap("4", 1, 0)); }
                within (cede_ms(3)) {
                    defer { event("5, %d", cede_leaving()); }
                    await(nap("deepest", 10, 0));
                } else {
                    event("deepest late");
                }
            }
            await(nap("behind", 2, 0));
        } else {
            event("failed");
        }
    } else {
        event("late");
    }
    return 0;
}

SWEPT(mixed_defer_within_group, test_main)
