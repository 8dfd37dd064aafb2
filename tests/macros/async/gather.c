/* A group whose tasks give results of different types. */
#include "twin.h"

struct pair { int a, b; };

static async int number(int ms)
{
    await(cede_sleep(cede_ms(ms)));
    event("number %d", ms);
    return ms;
}

static async struct pair both(int a, int b)
{
    struct pair p;
    p.a = await(number(a));
    p.b = await(number(b));
    return p;
}

static async void plain(int *to)
{
    await(cede_yield());
    ++*to;
}

static async int gather(void)
{
    int n = 0, count = 0;
    struct pair p = { 0, 0 };
    group (g) {
        spawn_into(g, &p, both(4, 9));
        spawn_into(g, &n, number(6));
        spawn(g, plain(&count));
        spawn(g, plain(&count));
        await(cede_sleep(cede_ms(3)));
        event("%d tasks, %d", (int)cede_group_running(g), count);
    } else {
        event("failed %d", cede_group_error(g));
        return cede_group_error(g);
    }
    event("%d %d %d", p.a, p.b, n);
    return p.a + p.b + n + count;
}

TWIN(generated_gather, gather());
