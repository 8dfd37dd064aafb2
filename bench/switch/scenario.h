/* scenario.h: what both programs of this folder measure, and how they are called.
 *
 *     PROGRAM SCENARIO COUNT
 *
 * does something COUNT times and prints `ns SUM`: nanoseconds per operation and a sum
 * that is the same in both programs, so that neither does less than the other. A
 * count's fixed cost (start, end) is in it: for exact figures take the difference of
 * two counts. */
#ifndef SCENARIO_H
#define SCENARIO_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct scenario {
    const char *name;
    long (*run)(long count);        /* gives the sum */
} scenario;

static inline int64_t scenario_clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Runs the one that argv names; an exit status. The last scenario has no name. */
static inline int scenario_main(int argc, char **argv, const scenario *s)
{
    long count = argc == 3 ? atol(argv[2]) : 0;
    while (count > 0 && s->name && strcmp(s->name, argv[1]))
        s++;
    if (count <= 0 || !s->name) {
        fprintf(stderr, "usage: %s SCENARIO COUNT\n", argv[0]);
        return 2;
    }
    int64_t begin = scenario_clock_ns();
    long sum = s->run(count);
    printf("%.2f %ld\n", (double)(scenario_clock_ns() - begin) / (double)count, sum);
    return 0;
}

#endif
