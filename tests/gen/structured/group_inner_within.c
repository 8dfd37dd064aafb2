/* group_inner_within.c: Deadlines inside a group's block and in its tasks. */
#include "corpus.h"

/* Sleeps, and says when it begins and how it was left. */
static async int nap(const char *who, int ms, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }

    event("%s sleeps", who);
    await(cede_sleep(after(ms)));
    return result;
}

static async int attempt(int id, int ms)
{
    within (cede_ms(4)) {
        await(nap("attempt", ms, 0));
    } else {
        event("attempt %d late", id);
        return -ETIMEDOUT;
    }
    return id;
}

static async int test_main(void)
{
    group (g) {
        spawn(g, attempt(1, 3));
        within (cede_ms(2)) {
            await(nap("own", 3, 0));
        } else {
            event("own late");
        }
        spawn(g, attempt(2, 9));
        spawn(g, nap("sibling", 9, 0));
    } else {
        event("error %d", cede_group_error(g));
    }
    return 0;
}

SWEPT(group_inner_within, test_main)
