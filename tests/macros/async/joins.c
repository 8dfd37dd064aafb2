/* Handles: tasks that are joined, cancelled and released. */
#include "twin.h"

static async int task(int n, int ms)
{
    defer event("task %d: %d", n, cede_leaving());
    await(cede_sleep(cede_ms(ms)));
    return n;
}

static async int joins(void)
{
    int first = 0, second = 0;
    cede_task *a, *b;
    group (g) {
        a = spawn_task(g, task(1, 3));
        b = spawn_task(g, task(2, 50));
        cede_task_release(spawn_task(g, task(3, 6)));
        if (!a || !b)
            return -ENOMEM;
        first = await(cede_join(a));
        event("joined %d", first);
        cede_task_cancel(b, -EINTR);
        second = await(cede_join(b));
        event("joined %d, again %d", second, await(cede_join(a)));
    } else {
        return cede_group_error(g);
    }
    return first + second;
}

TWIN(generated_joins, joins());
