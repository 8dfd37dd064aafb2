/* defer_locals.c: A defer sees the locals of its block as they are when it runs. */
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
    int a = 1;
    char text[16] = "before";
    defer { event("%d %s", a, text); }
    await(nap("one", 1, 0));
    a++;
    text[0] = 'B';
    for (int i = 0; i < 2; i++) {
        int b = i;
        defer { a += b; event("b %d", b); }
        b += 10;
        await(nap("two", 1, 0));
        b += 10;
    }
    return a;
}

SWEPT(defer_locals, test_main)
