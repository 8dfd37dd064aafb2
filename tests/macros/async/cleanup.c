/* A resource that is given back whichever way the function is left. */
#include "twin.h"

static async int hold(int n, int early)
{
    int *resource = &n;
    event("take %d", *resource);
    defer {
        event("leaving %d", cede_leaving());
        within (cede_ms(7)) {
            await(cede_sleep(cede_ms(6 + n)));
            event("flushed");
        } else {
            event("gave up");
            await(cede_yield());
        }
        event("give back %d", *resource);
    }
    await(cede_sleep(cede_ms(5)));
    if (early) {
        event("early");
        return -EIO;
    }
    await(cede_yield());
    event("used");
    return n;
}

static async int holders(void)
{
    int a = await(hold(1, 0));
    int b = await(hold(2, 1));
    event("%d", a);
    return b;
}

TWIN(generated_cleanup, holders());
