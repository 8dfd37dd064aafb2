/* yield_returns_through.c: Return, goto and break leave the blocks around yields. */
#include "corpus.h"

static async_iter(int) leaving(int how)
{
    for (int i = 0; i < 3; i++) {
        within (cede_ms(20)) {
            shield {
                defer { event("block %d left, %d", i, cede_leaving()); }
                yield(10 * how + i);
                await(cede_sleep(after(1)));
                if (i == 1 && how == 0)
                    break;
                if (i == 1 && how == 1)
                    return;
                if (i == 1 && how == 2)
                    goto out;
                if (i == 1 && how == 3)
                    return -EIO;
                if (i == 0)
                    continue;
            }
        }
        yield(100 + i);
    }
    yield(200);
    return 0;
out:
    yield(300);
    return -EPROTO;
}

static async int test_main(void)
{
    for (int how = 0; how < 5; how++) {
        await_each (int x, leaving(how))
            event("%d", x);
        else
            event("error %d", cede_each_error());
    }
    return 0;
}

SWEPT(yield_returns_through, test_main)
