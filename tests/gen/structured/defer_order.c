/* defer_order.c: Defers of one block run last in, first out. */
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
    defer { event("first"); }
    await(nap("a", 1, 0));
    defer { event("second"); }
    defer event("third, %d", cede_leaving());
    await(nap("b", 2, 0));
    defer { event("fourth"); }
    return 4;
}

SWEPT(defer_order, test_main)
