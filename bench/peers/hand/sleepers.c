/* sleepers.c: what a sleeping task takes that is written by hand: what makes it ready, how it
 * goes on, and its timer. */
#include "heap.h"
#include "scenario.h"

typedef struct sleeper {
    struct sleeper *next;
    void (*step)(struct sleeper *s);
    int state;
    timer timer;
} sleeper;

static void step(sleeper *s)
{
    s->state = 1;
    timer_start(&s->timer, 1000000000 + random() % 1000000000);
}

static long sleepers(long n)
{
    sleeper *first = NULL;
    long before = scenario_rss_bytes();
    for (long i = 0; i < n; i++) {
        sleeper *s = malloc(sizeof *s);
        if (!s)
            abort();
        *s = (sleeper){ first, step, 0, { 0 } };
        first = s;
    }
    for (; first; first = first->next)
        first->step(first);
    scenario_grown(before);
    return n;
}

int main(int argc, char **argv)
{
    static const scenario all[] = { { "sleepers", sleepers }, { 0, 0 } };
    now_ns = clock_ns();
    return scenario_main(argc, argv, all);
}
