/* scenario.h: how the programs are called that measure something within a process, in C
 * and C++.
 *
 *     PROGRAM SCENARIO SIZE
 *
 * does something SIZE times, or with SIZE of something, and prints
 *
 *     cpu_ns  processor time per operation
 *     sum     the same in all programs that have this scenario, so that none does less
 *
 * a line each; one that measures memory also
 *
 *     bytes   what the process has grown per operation, by its resident pages
 *
 * What starting and ending takes is in cpu_ns: for exact figures take the
 * difference of two sizes. */
#ifndef SCENARIO_H
#define SCENARIO_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

typedef struct scenario {
    const char *name;
    long (*run)(long size);         /* gives the sum */
} scenario;

/* Set by a run that does not do SIZE operations from its first line to its last. */
static long scenario_operations;
static int64_t scenario_begin_ns;
static long scenario_grown_bytes;

static inline int64_t scenario_cpu_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* What is measured begins here, and is that many operations. */
static inline void scenario_begin(long operations)
{
    scenario_operations = operations;
    scenario_begin_ns = scenario_cpu_ns();
}

static inline long scenario_rss_bytes(void)
{
    long size, pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%ld %ld", &size, &pages) != 2)
        abort();
    fclose(f);
    return pages * sysconf(_SC_PAGESIZE);
}

/* What is measured in bytes begins with that many; what this is called for is alive now. */
static inline void scenario_grown(long before_bytes)
{
    scenario_grown_bytes = scenario_rss_bytes() - before_bytes;
}

/* Runs the one that argv names; an exit status. The last scenario has no name. */
static inline int scenario_main(int argc, char **argv, const scenario *s)
{
    long size = argc == 3 ? atol(argv[2]) : 0;
    while (size > 0 && s->name && strcmp(s->name, argv[1]))
        s++;
    if (size <= 0 || !s->name) {
        fprintf(stderr, "usage: %s SCENARIO SIZE\n", argv[0]);
        return 2;
    }
    scenario_begin(size);
    long sum = s->run(size);
    double operations = (double)scenario_operations;
    printf("cpu_ns %.3f\nsum %ld\n", (double)(scenario_cpu_ns() - scenario_begin_ns) / operations, sum);
    if (scenario_grown_bytes)
        printf("bytes %.1f\n", (double)scenario_grown_bytes / operations);
    return 0;
}

#endif
