/* Calls in calls: each waits before and after the next. */
#include "twin.h"

static async int third(int n)
{
    event("third %d", n);
    await(cede_yield());
    return n + 1;
}

static async int second(int n)
{
    int a = await(third(n));
    await(cede_sleep(cede_ms(n)));
    event("second %d", a);
    return a * await(third(a));
}

static async int first(int n)
{
    await(cede_yield());
    n = await(second(n)) + await(second(n + 1));
    event("first %d", n);
    return n;
}

TWIN(generated_chain, first(2));
