/* timers.h: what is measured of timers, and what a program for it has to have.
 *
 *     PROGRAM [COUNT]
 *
 * prints `cancel move start expire`, nanoseconds of the processor each:
 *
 *     cancel      one more is started and stopped while a tenth of COUNT run
 *     move        one of these, at random, gets another deadline
 *     start       each of COUNT with random deadlines, the first to the last
 *     expire      each of these, all of which are due by then
 *
 * COUNT is 1,000,000 where it is not given. A timer lies in a struct of the program's that is
 * made before. Deadlines are within a minute, and of the last two cases within half a second,
 * which libev, whose clock cannot be moved, has to wait for. */
#ifndef TIMERS_H
#define TIMERS_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* What the program defines. Timer i fires `delay_ns` from now. */
void timers_init(int count);
void timers_start(int i, int64_t delay_ns);
void timers_stop(int i);
void timers_move(int i, int64_t delay_ns);
/* Fires all, whose delays were at most so much; how many. */
int timers_expire(int64_t most_ns);

/* The process's own time, for measuring, or the world's. */
static inline int64_t timers_clock_ns(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static uint64_t timers_state = 88172645463325252u;
static inline uint64_t timers_random(void)
{
    timers_state ^= timers_state << 13;
    timers_state ^= timers_state >> 7;
    timers_state ^= timers_state << 17;
    return timers_state;
}

static inline int64_t timers_delay(int64_t most_ns)
{
    return 1 + (int64_t)(timers_random() % (uint64_t)most_ns);
}

int main(int argc, char **argv)
{
    const int64_t MINUTE = 60000000000, HALF = 500000000;
    int n = argc > 1 ? atoi(argv[1]) : 1000000, few = n / 10, fired;
    int64_t begin, end, cancel, move, start, expire;

    if (few < 1)
        return 2;
    timers_init(n);
    for (int i = 0; i < few; i++)
        timers_start(i, timers_delay(MINUTE));
    begin = timers_clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < n; i++) {
        timers_start(few, timers_delay(MINUTE));
        timers_stop(few);
    }
    cancel = timers_clock_ns(CLOCK_PROCESS_CPUTIME_ID) - begin;
    begin = timers_clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < n; i++)
        timers_move((int)(timers_random() % (uint64_t)few), timers_delay(MINUTE));
    move = timers_clock_ns(CLOCK_PROCESS_CPUTIME_ID) - begin;
    for (int i = 0; i < few; i++)
        timers_stop(i);

    begin = timers_clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < n; i++)
        timers_start(i, timers_delay(HALF));
    start = timers_clock_ns(CLOCK_PROCESS_CPUTIME_ID) - begin;
    end = timers_clock_ns(CLOCK_MONOTONIC) + HALF;
    while (timers_clock_ns(CLOCK_MONOTONIC) <= end)
        ;
    begin = timers_clock_ns(CLOCK_PROCESS_CPUTIME_ID);
    fired = timers_expire(HALF);
    expire = timers_clock_ns(CLOCK_PROCESS_CPUTIME_ID) - begin;
    if (fired != n)
        return 1;
    printf("%.1f %.1f %.1f %.1f\n", (double)cancel / n, (double)move / n, (double)start / n, (double)expire / n);
    return 0;
}

#endif
