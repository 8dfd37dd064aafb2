/* unused_result_mutual.c: functions that call each other: each may fail as one of them does. */
#include <cede.h>
#include <errno.h>

static async int odd(int n);
static async int even(int n)
{
    await(cede_yield());
    if (n > 3)
        return await(odd(n - 1));
    return n < 0 ? -EINVAL : 1;
}

static async int odd(int n)
{
    await(cede_yield());
    return n ? await(even(n - 1)) : 0;
}

static async int pong(int n);
static async int ping(int n)
{
    await(cede_yield());
    return n ? await(pong(n - 1)) : 0;
}

static async int pong(int n)
{
    await(cede_yield());
    return n ? await(ping(n - 1)) : 1;
}

async int both_may(void)
{
    await(even(1));
    await(odd(1));
    return 0;
}

async int none_may(void)
{
    await(ping(1));
    await(pong(1));
    return 0;
}

int main(void) { return cede_run(both_may()) + cede_run(none_may()); }
