/* timers.c: libevent's timers; see timer_scenarios.h. */
#include <event2/event.h>
#include <event2/event_struct.h>

typedef struct event timer;

static struct event_base *base;
static long expired;

static void due(evutil_socket_t fd, short what, void *arg)
{
    (void)fd;
    (void)what;
    (void)arg;
    expired++;
}

static inline void timer_init(timer *m) { evtimer_assign(m, base, due, 0); }

static inline void timer_start(timer *m, long us)
{
    struct timeval after = { us / 1000000, us % 1000000 };
    evtimer_add(m, &after);
}

static inline void timer_stop(timer *m) { evtimer_del(m); }
static inline void timer_move(timer *m, long us) { timer_start(m, us); }
static inline void timers_expire(void) { event_base_loop(base, EVLOOP_NONBLOCK); }

#include "timer_scenarios.h"

int main(int argc, char **argv)
{
    base = event_base_new();
    return timers_main(argc, argv);
}
