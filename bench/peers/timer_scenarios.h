/* timer_scenarios.h: the same use of timers for all who have them. A peer's file defines
 *
 *     timer                                   its timer, all of whose memory is the caller's
 *     void timer_init(timer *m)
 *     void timer_start(timer *m, long us)     from now; it is not running
 *     void timer_move(timer *m, long us)      the same, for one that runs
 *     void timer_stop(timer *m)
 *     void timers_expire(void)                does what is due, by the clock of now
 *     static long expired                     counted by what a timer calls
 *
 * and includes this. Microseconds, as libevent has them; libuv and the wheel by hand round to
 * milliseconds. Deadlines are within a minute; those that expire within half a second, which
 * is waited for, as most clocks here cannot be moved. */
#ifndef TIMER_SCENARIOS_H
#define TIMER_SCENARIOS_H

#include "scenario.h"

enum { OPERATIONS = 1000000, FAR_US = 60000000, SOON_US = 500000 };

static inline uint32_t draw(void)
{
    static uint32_t x = 2463534242u;
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    return x;
}

static inline long within(long most_us) { return 1 + (long)(draw() % (unsigned long)most_us); }

static timer *timers_new(long n)
{
    timer *m = (timer *)calloc((size_t)n, sizeof *m);
    if (!m)
        abort();
    for (long i = 0; i < n; i++)
        timer_init(&m[i]);
    return m;
}

static timer *timers_outstanding(long n)
{
    timer *m = timers_new(n);
    for (long i = 0; i < n; i++)
        timer_start(&m[i], within(FAR_US));
    return m;
}

/* One more is started and stopped, as for a timeout that does not pass. */
static long add_cancel(long outstanding)
{
    timer *one = timers_new(1);
    timers_outstanding(outstanding);
    scenario_begin(OPERATIONS);
    for (long i = 0; i < OPERATIONS; i++) {
        timer_start(one, within(FAR_US));
        timer_stop(one);
    }
    return OPERATIONS;
}

/* A random one gets another deadline, as a connection's that is heard of. */
static long move(long outstanding)
{
    timer *m = timers_outstanding(outstanding);
    scenario_begin(OPERATIONS);
    for (long i = 0; i < OPERATIONS; i++)
        timer_move(&m[draw() % (unsigned long)outstanding], within(FAR_US));
    return OPERATIONS;
}

static long start(long n)
{
    timer *m = timers_new(n);
    scenario_begin(n);
    for (long i = 0; i < n; i++)
        timer_start(&m[i], within(FAR_US));
    return n;
}

/* All are due when the loop looks. */
static long expire(long n)
{
    struct timespec past = { 0, (SOON_US + 10000) * 1000L };
    timer *m = timers_new(n);
    for (long i = 0; i < n; i++)
        timer_start(&m[i], within(SOON_US));
    nanosleep(&past, NULL);
    scenario_begin(n);
    while (expired < n)
        timers_expire();
    return expired;
}

/* What an outstanding timer takes. */
static long sleepers(long n)
{
    long before = scenario_rss_bytes();
    timers_outstanding(n);
    scenario_grown(before);
    return n;
}

static inline int timers_main(int argc, char **argv)
{
    static const scenario all[] = {
        { "add_cancel", add_cancel }, { "move", move }, { "start", start }, { "expire", expire },
        { "sleepers", sleepers }, { 0, 0 },
    };
    return scenario_main(argc, argv, all);
}

#endif
