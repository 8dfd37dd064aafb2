/* Tasks that wait for one future, which another one sets. */
#include <cede/future.h>
#include "twin.h"

static async int waiter(cede_future *f, int n)
{
    int got = await(cede_future_wait(f));
    event("waiter %d: %d", n, got);
    return 0;
}

static async void setter(cede_future *f)
{
    await(cede_sleep(cede_ms(5)));
    event("set %d", cede_future_set(f, 7));
    event("again %d", cede_future_set(f, 8));
}

static async int futures(void)
{
    cede_future f;
    int got = -1;
    cede_future_init(&f);
    defer { event("deinit %d", cede_leaving()); cede_future_deinit(&f); }
    group (g) {
        for (int n = 0; n < 3; n++)
            spawn(g, waiter(&f, n));
        spawn(g, setter(&f));
        got = await(cede_future_wait(&f));
        await(waiter(&f, 9));
        await(cede_sleep(cede_ms(2)));      /* nobody runs any more */
    } else {
        got = cede_group_error(g);
    }
    return got;
}

TWIN(generated_futures, futures());
