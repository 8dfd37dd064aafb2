/* mixed_switch_everything.c: A switch whose cases hold every construct. */
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
    for (int i = 0; i < 6; i++) {
        switch (i) {
        case 0:
            shield { await(nap("shield", 1, 0)); break; }
        case 1:
            within (cede_ms(1)) {
                await(nap("within", 3, 0));
                break;
            } else {
                event("late");
                continue;
            }
        case 2: {
            defer { event("defer"); }
            await(nap("defer", 1, 0));
            break;
        }
        case 3:
            group (g) {
                spawn(g, nap("group", 2, 0));
                continue;
            }
        case 4:
            group (g, CEDE_ISOLATE) {
                spawn(g, nap("isolated", 1, -EIO));
                break;
            }
        default:
            goto out;
        }
        event("behind %d", i);
    }
out:
    return 0;
}

SWEPT(mixed_switch_everything, test_main)
