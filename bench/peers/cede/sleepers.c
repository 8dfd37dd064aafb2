/* sleepers.c: what a sleeping task takes.
 *
 * Besides what scenario.h tells prints, per task,
 *
 *     asked_bytes   what the runtime asks its pool for
 *     given_bytes   what a block of that takes in it
 *
 * both exact. A group's task that sleeps is all there is of it. */
#include <cede.h>
#include "loop_core.h"
#include "pool.h"
#include "scenario.h"

static async int sleeper(void)
{
    return await(cede_sleep(cede_s(100000 + random() % 100000)));
}

static async int spawn_all(long n)
{
    const cede_loop *loop = cede_loop_current();
    group (g) {
        long before = scenario_rss_bytes();
        size_t asked = loop->bytes;
        scenario_begin(n);
        for (long i = 0; i < n; i++)
            spawn(g, sleeper());
        asked = (loop->bytes - asked) / (size_t)n;
        await(cede_yield());                /* behind the first step of each */
        scenario_grown(before);
        printf("asked_bytes %zu\ngiven_bytes %zu\n", asked,
               (asked + CEDE__POOL_STEP - 1) / CEDE__POOL_STEP * CEDE__POOL_STEP);
        cede_group_cancel(g);
    }
    return 0;
}

static long sleepers(long n)
{
    cede_run(spawn_all(n));
    return n;
}

int main(int argc, char **argv)
{
    static const scenario all[] = { { "sleepers", sleepers }, { 0, 0 } };
    return scenario_main(argc, argv, all);
}
