/* each_leaves_within.c: Jumps out of blocks in the body, and out of await_each in blocks. */
#include "corpus.h"

/* Waits before each value, and says how it was left. */
static async_iter(int) count(const char *who, int n, int result)
{
    defer { event("%s left, %d", who, cede_leaving()); }
    for (int i = 0; i < n; i++) {
        await(cede_sleep(after(2)));
        event("%s yields %d", who, i);
        yield(i);
    }
    return result;
}

static async int test_main(void)
{
    for (int i = 0; i < 3; i++) {
        within (cede_ms(20)) {
            defer { event("block %d left, %d", i, cede_leaving()); }
            await_each (int x, count("a", 4, 0)) {
                within (cede_ms(10)) {
                    shield {
                        await(cede_sleep(after(1)));
                        if (x == i)
                            break;
                    }
                    if (x == 2)
                        continue;
                }
                event("%d %d", i, x);
            }
            if (i == 1)
                break;
        }
        event("behind %d", i);
    }
    return 0;
}

SWEPT(each_leaves_within, test_main)
