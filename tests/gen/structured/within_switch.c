/* within_switch.c: Deadlines in the cases of a switch, where break is the switch's. */
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
    for (int i = 0; i < 3; i++) {
        switch (i) {
        case 0:
            within (cede_ms(5)) {
                await(nap("zero", 2, 0));
                break;
            }
            event("never");
            break;
        case 1:
            within (cede_ms(2)) {
                await(nap("one", 5, 0));
                break;
            } else {
                event("late");
            }
            __attribute__((fallthrough));
        default:
            within (cede_ms(5)) {
                await(nap("other", 1, 0));
            } else {
                event("late");
            }
        }
        event("behind %d", i);
    }
    return 0;
}

SWEPT(within_switch, test_main)
