/* Groups in tasks of groups, under a deadline, with a cleanup that waits. */
#include "twin.h"

static async int leaf(int n)
{
    await(cede_sleep(cede_ms(n)));
    event("leaf %d", n);
    return n;
}

static async int branch(int n)
{
    int a = 0, b = 0;
    defer { await(cede_sleep(cede_ms(1))); event("branch %d: %d", n, cede_leaving()); }
    group (g) {
        spawn_into(g, &a, leaf(n));
        spawn_into(g, &b, leaf(2 * n));
    } else {
        event("branch %d fails: %d", n, cede_group_error(g));
        return cede_group_error(g);
    }
    return a + b;
}

static async int tree(int limit)
{
    int x = 0, y = 0;
    within (cede_ms(limit)) {
        group (g) {
            spawn_into(g, &x, branch(2));
            spawn_into(g, &y, branch(5));
            await(cede_yield());
        } else {
            event("tree fails: %d", cede_group_error(g));
        }
    } else {
        event("tree is late");
        x = 1000;
    }
    return x + y;
}

static async int nested_groups(void)
{
    int a = await(tree(20));
    int b = await(tree(7));
    event("%d %d", a, b);
    return a + b;
}

TWIN(generated_nested_groups, nested_groups());
