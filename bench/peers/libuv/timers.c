/* timers.c: libuv's timers; see timer_scenarios.h. */
#include <uv.h>

typedef uv_timer_t timer;

static uv_loop_t *loop;
static long expired;

static void due(uv_timer_t *m)
{
    (void)m;
    expired++;
}

static inline void timer_init(timer *m) { uv_timer_init(loop, m); }
static inline void timer_start(timer *m, long us) { uv_timer_start(m, due, (uint64_t)us / 1000, 0); }
static inline void timer_stop(timer *m) { uv_timer_stop(m); }
static inline void timer_move(timer *m, long us) { timer_start(m, us); }
static inline void timers_expire(void) { uv_run(loop, UV_RUN_NOWAIT); }

#include "timer_scenarios.h"

int main(int argc, char **argv)
{
    loop = uv_default_loop();
    return timers_main(argc, argv);
}
