/* growth.c: what must not grow faster than its size: many tasks at once, of whatever kind.
 *
 * See scenario.h for how to call it; the sum is SIZE in each. */
#include <cede.h>
#include "scenario.h"

static long sum;

/* ---- tasks: all are ready all the time, and give way to each other ------------------- */

enum { ROUNDS = 10 };

static async int yields(void)
{
    for (int i = 0; i < ROUNDS; i++)
        await(cede_yield());
    sum++;
    return 0;
}

static async int tasks(long n)
{
    group (g) {
        for (long i = 0; i < n; i++)
            spawn(g, yields());
        scenario_begin(n * ROUNDS);
    }
    return 0;
}

static long run_tasks(long n)
{
    cede_run(tasks(n));
    return sum;
}

/* ---- group: a wide one: spawn, run, end --------------------------------------------- */

static async int ends(void)
{
    sum++;
    return 0;
}

static async int wide(long n)
{
    group (g) {
        for (long i = 0; i < n; i++)
            spawn(g, ends());
    }
    return 0;
}

static long run_group(long n)
{
    cede_run(wide(n));
    return sum;
}

/* ---- cancel: a wide group whose tasks all sleep --------------------------------------- */

static async int sleeper(void)
{
    defer sum++;
    await(cede_sleep(CEDE_FOREVER));
    return 0;
}

static async int cancels(long n)
{
    group (g) {
        for (long i = 0; i < n; i++)
            spawn(g, sleeper());
        await(cede_yield());
        scenario_begin(n);
        cede_group_cancel(g);
    }
    return 0;
}

static long run_cancel(long n)
{
    cede_run(cancels(n));
    return sum;
}

/* ---- event: all wait for one event ------------------------------------------------------ */

static cede_event event;

static async int waits(void)
{
    await(cede_event_wait(&event));
    sum++;
    return 0;
}

static async int sets(long n)
{
    cede_event_init(&event);
    group (g) {
        for (long i = 0; i < n; i++)
            spawn(g, waits());
        await(cede_yield());
        scenario_begin(n);
        cede_event_set(&event);
    }
    return 0;
}

static long run_event(long n)
{
    cede_run(sets(n));
    return sum;
}

/* ---- depth: an await that deep, whose leaf gives way -------------------------------------- */

static async long descend(long n)
{
    if (n > 0)
        return await(descend(n - 1)) + 1;
    await(cede_yield());
    return 0;
}

static async int deep(long n)
{
    sum = await(descend(n));
    return 0;
}

static long run_depth(long n)
{
    cede_run(deep(n));
    return sum;
}

int main(int argc, char **argv)
{
    static const scenario all[] = {
        { "tasks", run_tasks }, { "group", run_group }, { "cancel", run_cancel }, { "event", run_event },
        { "depth", run_depth }, { 0, 0 },
    };
    return scenario_main(argc, argv, all);
}
