/* many.c: things of which a program may have very many, in a simulated loop, so that a run
 * takes the same instructions each time.
 *
 *     PROGRAM CASE COUNT
 *
 * Exit 0 where all of it happened. ../../lib.sh says how its instructions grow with COUNT. */
#include <cede.h>
#include <cede/sim.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static async int ends(void)
{
    return 0;
}

static async int sleeps(cede_duration d)
{
    return await(cede_sleep(d));
}

static async int waits(cede_event *e)
{
    return await(cede_event_wait(e));
}

/* Durations of many orders, mixed, no two alike. */
static cede_duration some_time(int i)
{
    return cede_ns(1 + (int64_t)i * 7919 % 1000003 * 1000003);
}

/* ---- cases ------------------------------------------------------------------------------ */

/* A group whose children end by themselves. */
static async int group_ends(int n)
{
    group (g)
        for (int i = 0; i < n; i++)
            spawn(g, ends());
    return 0;
}

/* A group of sleepers with deadlines of their own is cancelled. */
static async int group_cancelled(int n)
{
    group (g) {
        for (int i = 0; i < n; i++)
            spawn(g, sleeps(some_time(i)));
        await(cede_yield());
        cede_group_cancel(g);
    }
    return 0;
}

static async int sleeps_end(int n)
{
    group (g)
        for (int i = 0; i < n; i++)
            spawn(g, sleeps(some_time(i)));
    return 0;
}

/* All wait for one event. */
static async int event_set(int n)
{
    cede_event e;
    cede_event_init(&e);
    group (g) {
        for (int i = 0; i < n; i++)
            spawn(g, waits(&e));
        await(cede_yield());
        cede_event_set(&e);
    }
    return 0;
}

/* Waiters leave an event one by one, from its middle. */
static async int event_left(int n)
{
    cede_event e;
    cede_event_init(&e);
    group (g) {
        for (int i = 0; i < n; i++)
            spawn(g, waits(&e));
        await(cede_yield());
        cede_group_cancel(g);
    }
    return 0;
}

/* Handles are joined in the order in which their tasks do not end. */
static async int handles_joined(int n)
{
    cede_task **all = malloc((size_t)n * sizeof *all);
    if (!all)
        return -ENOMEM;
    defer { free(all); }
    group (g) {
        for (int i = 0; i < n; i++)
            if (!(all[i] = spawn_task(g, sleeps(some_time(i)))))
                return -ENOMEM;
        for (int i = n - 1; i >= 0; i--) {
            await(cede_join(all[i]));
            cede_task_release(all[i]);
        }
    }
    return 0;
}

/* One waits for all, which end one by one. */
static async int all_gathered(int n)
{
    cede_task **all = malloc((size_t)n * sizeof *all);
    int *results = malloc((size_t)n * sizeof *results);
    defer { free(all); free(results); }
    if (!all || !results)
        return -ENOMEM;
    group (g) {
        for (int i = 0; i < n; i++)
            if (!(all[i] = spawn_task(g, sleeps(some_time(i)))))
                return -ENOMEM;
        await(cede_gather(all, n, results));
    }
    return 0;
}

static async int down(int n)
{
    return n == 0 ? await(cede_yield()) : await(down(n - 1));
}

/* An await in an await in an await…, and back. */
static async int awaits_nested(int n)
{
    return await(down(n));
}

/* ---- which ---------------------------------------------------------------------------------- */

#define CASE(name) if (!strcmp(which, #name)) return cede_sim_run(sim, name(n))

static int run(cede_sim *sim, const char *which, int n)
{
    CASE(group_ends);
    CASE(group_cancelled);
    CASE(sleeps_end);
    CASE(event_set);
    CASE(event_left);
    CASE(handles_joined);
    CASE(all_gathered);
    CASE(awaits_nested);
    return -EINVAL;
}

int main(int argc, char **argv)
{
    int n = argc == 3 ? atoi(argv[2]) : 0, err;
    cede_sim *sim = cede_sim_new();
    if (n <= 0 || !sim) {
        fprintf(stderr, "usage: %s CASE COUNT\n", argv[0]);
        return 2;
    }
    err = run(sim, argv[1], n);
    if (err < 0)
        fprintf(stderr, "%s: %s\n", argv[1], strerror(-err));
    if (cede_sim_left(sim) != 0)
        fprintf(stderr, "%s: something is left\n", argv[1]);
    err |= cede_sim_left(sim) != 0;
    cede_sim_free(sim);
    return err != 0;
}
