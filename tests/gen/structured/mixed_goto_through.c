/* mixed_goto_through.c: A goto that leaves four blocks at once, and one that repeats them. */
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
    int n = 0;
restart:
    within (cede_ms(40)) {
        defer { event("outer %d", n); }
        for (;;) {
            group (g) {
                spawn(g, nap("task", 2, 0));
                shield {
                    defer { event("inner %d", n); }
                    await(nap("body", 1, 0));
                    if (n++ == 0)
                        goto restart;
                    if (n == 3)
                        goto done;
                    continue;
                }
            }
            event("never");
        }
    } else {
        event("late");
    }
done:
    event("done %d", n);
    return n;
}

SWEPT(mixed_goto_through, test_main)
