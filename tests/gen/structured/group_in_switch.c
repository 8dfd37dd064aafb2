/* group_in_switch.c: Groups in the cases of a switch; break is the switch's. */
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
    for (int i = 0; i < 3; i++)
        switch (i) {
        case 0:
            group (g) {
                spawn(g, nap("zero", 2, 0));
                break;
            }
            event("never");
            break;
        case 1:
            group (g) {
                spawn(g, nap("one", 1, -EIO));
            } else {
                event("failed");
                break;
            }
            event("never");
            break;
        default:
            group (g) {
                spawn(g, nap("two", 1, 0));
                continue;
            }
        }
    return 0;
}

SWEPT(group_in_switch, test_main)
