/* near.c: static tasks, two of which run what awaits a function of another file. */
#include <cede/core.h>

async int far(int n);

static async int lamp(int n)
{
    return await(far(n));
}

async int blink(int n)
{
    await(cede_yield());
    return n;
}

cede_static_task_sized(red, lamp, RED);
cede_static_pool_sized(big, lamp, 2, 200);
cede_static_pool(pool, blink, 3);

int begin(void);
int begin(void)
{
    return cede_start(&red, lamp(1)) + cede_start(&pool, blink(1)) + cede_start(&big, lamp(2));
}
