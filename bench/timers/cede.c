/* cede.c: the timers of a loop that is not run; each wakes the same task. */
#include "timers.h"
#include "core/task_core.h"
#include "core/timers.h"

static cede_time read_clock(cede_loop *l)
{
    return l->now;
}

static const cede__loop_ops ops = { .clock = read_clock };

static cede_loop loop;
static cede_task task;
static cede_timer *all;

void timers_init(int count)
{
    cede_allocator none = { 0 };
    cede__loop_init(&loop, &ops, none);
    all = calloc((size_t)count, sizeof *all);
    if (!all)
        abort();
    task.group = &loop.tasks;
}

void timers_start(int i, int64_t delay_ns)
{
    cede__timer_start(&loop, &all[i], &task, CEDE__POINT(loop.now.ns + delay_ns), CEDE__TIMER_WAKES);
}

void timers_stop(int i)
{
    cede__timer_stop(&loop, &all[i]);
}

void timers_move(int i, int64_t delay_ns)
{
    timers_stop(i);
    timers_start(i, delay_ns);
}

int timers_expire(int64_t most_ns)
{
    unsigned before = loop.timers.count;
    loop.now.ns += most_ns;
    cede__timers_expire(&loop);
    return (int)(before - loop.timers.count);
}
