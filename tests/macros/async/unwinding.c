/* Cleanups in functions that await each other: an unwinding passes all of them, and each
 * may use what was set up outside of it. */
#include "twin.h"

static async int worker(int depth)
{
    defer { await(cede_yield()); event("worker %d: %d", depth, cede_leaving()); }
    await(cede_sleep(cede_ms(3)));
    return depth;
}

static async int manager(int n)
{
    int done = 0;
    defer {
        done += await(worker(10 + n));
        event("manager did %d, %d", done, cede_leaving());
    }
    for (int i = 0; i < n; i++)
        done += await(worker(i));
    return done;
}

static async int company(void)
{
    int profit = 0;
    defer event("company: %d", profit);
    profit += await(manager(1));
    profit += await(manager(2));
    return profit;
}

TWIN(generated_unwinding, company());
