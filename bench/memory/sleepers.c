/* sleepers.c: what a sleeping task takes.
 *
 *     sleepers COUNT
 *
 * Spawns COUNT tasks that sleep until they are cancelled, and prints
 *
 *     asked_bytes  given_bytes  rss_bytes  ns
 *
 * per task: what the runtime asks its pool for, what a block of it takes, how much the
 * process has grown, and how long it took from the first spawn to the last one's first
 * step. */
#include <cede.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>
#include "loop_core.h"
#include "pool.h"

static double clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static long rss_bytes(void)
{
    long size, pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%ld %ld", &size, &pages) != 2)
        abort();
    fclose(f);
    return pages * sysconf(_SC_PAGESIZE);
}

static async int sleeper(void)
{
    return await(cede_sleep(CEDE_FOREVER));
}

static async int sleepers(long n)
{
    const cede_loop *loop = cede_loop_current();
    size_t asked;
    group (g) {
        long before = rss_bytes();
        double begin = clock_ns();
        asked = loop->bytes;
        for (long i = 0; i < n; i++)
            spawn(g, sleeper());
        asked = (loop->bytes - asked) / (size_t)n;
        await(cede_yield());                /* behind the first step of each */
        double took = clock_ns() - begin;
        printf("%zu %zu %.1f %.0f\n", asked,
               (asked + CEDE__POOL_STEP - 1) / CEDE__POOL_STEP * CEDE__POOL_STEP,
               (double)(rss_bytes() - before) / (double)n, took / (double)n);
        cede_group_cancel(g);
    }
    return 0;
}

int main(int argc, char **argv)
{
    long n = argc == 2 ? atol(argv[1]) : 0;
    if (n <= 0) {
        fprintf(stderr, "usage: %s COUNT\n", argv[0]);
        return 2;
    }
    return cede_main(sleepers(n));
}
