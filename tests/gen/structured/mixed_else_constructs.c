/* mixed_else_constructs.c: Constructs inside else parts. */
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
    within (cede_ms(1)) {
        await(nap("slow", 5, 0));
    } else {
        defer { event("else's defer, %d", cede_leaving()); }
        within (cede_ms(2)) {
            await(nap("slow again", 5, 0));
        } else {
            group (g) {
                spawn(g, nap("fails", 1, -EIO));
            } else {
                shield { await(nap("last", 1, 0)); }
                event("innermost else, %d", cede_group_error(g));
            }
        }
    }
    return 0;
}

SWEPT(mixed_else_constructs, test_main)
