/* timers.c: cede's timers, as a sleep's await starts and stops them; see timer_scenarios.h.
 * Those of a loop that is not run; all wake the same task, which is never stepped. */
#include "core/task_core.h"
#include "core/timers.h"
#include <time.h>

typedef cede_timer timer;

static cede_loop loop;
static cede_task task;
static long expired;

static cede_time read_clock(cede_loop *l)
{
    struct timespec t;
    (void)l;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return CEDE__POINT((int64_t)t.tv_sec * 1000000000 + t.tv_nsec);
}

static inline void timer_init(timer *m) { (void)m; }

static inline void timer_start(timer *m, long us)
{
    cede__timer_start(&loop, m, &task, CEDE__POINT(loop.now.ns + us * 1000), CEDE__TIMER_WAKES);
}

static inline void timer_stop(timer *m) { cede__timer_stop(&loop, m); }

static inline void timer_move(timer *m, long us)
{
    timer_stop(m);
    timer_start(m, us);
}

static inline void timers_expire(void)
{
    unsigned before = loop.timers.count;
    loop.now = read_clock(&loop);
    cede__timers_expire(&loop);
    expired += before - loop.timers.count;
}

#include "timer_scenarios.h"

int main(int argc, char **argv)
{
    static const cede__loop_ops ops = { .clock = read_clock };
    cede_allocator none = { 0 };
    cede__loop_init(&loop, &ops, none);
    task.group = &loop.tasks;
    return timers_main(argc, argv);
}
