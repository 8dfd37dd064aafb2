/* timers.c: timers by hand; see timer_scenarios.h. */
#include "heap.h"

static long expired;

static inline void timer_init(timer *m) { m->place = 0; }

static void timers_expire(void)
{
    now_ns = clock_ns();
    while (length && heap[0].at_ns <= now_ns) {
        timer_stop(heap[0].timer);
        expired++;
    }
}

#include "timer_scenarios.h"

int main(int argc, char **argv)
{
    now_ns = clock_ns();
    return timers_main(argc, argv);
}
