/* timers.c: libev's timers; see timer_scenarios.h. */
#include <ev.h>

typedef ev_timer timer;

static struct ev_loop *loop;
static long expired;

static void due(struct ev_loop *l, ev_timer *m, int events)
{
    (void)l;
    (void)m;
    (void)events;
    expired++;
}

static inline void timer_init(timer *m) { ev_init(m, due); }

static inline void timer_start(timer *m, long us)
{
    ev_timer_set(m, (double)us * 1e-6, 0.);
    ev_timer_start(loop, m);
}

static inline void timer_stop(timer *m) { ev_timer_stop(loop, m); }

/* With ev_timer_again it keeps its place in the array while it is sifted. */
static inline void timer_move(timer *m, long us)
{
    m->repeat = (double)us * 1e-6;
    ev_timer_again(loop, m);
}

static inline void timers_expire(void) { ev_run(loop, EVRUN_NOWAIT); }

#include "timer_scenarios.h"

int main(int argc, char **argv)
{
    loop = ev_default_loop(0);
    return timers_main(argc, argv);
}
