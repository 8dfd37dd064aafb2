/* model_test.c [PRIMITIVE]...: every scenario, or those of some primitives. Exit status 1
 * where one shows a difference. */
#include <stdio.h>
#include <string.h>
#include "scenarios.h"

static const struct { const char *primitive; const model_scenario *scenarios; } lists[] = {
    { "event", event_scenarios },
    { "mutex", mutex_scenarios },
    { "semaphore", semaphore_scenarios },
    { "queue", queue_scenarios },
    { "condition", condition_scenarios },
    { "rwlock", rwlock_scenarios },
    { "latch", latch_scenarios },
    { "barrier", barrier_scenarios },
    { "once", once_scenarios },
    { "signal", signal_scenarios },
    { "oneshot", oneshot_scenarios },
    { "watch", watch_scenarios },
    { "broadcast", broadcast_scenarios },
    { "select", select_scenarios },
};

static int wanted(const char *primitive, int argc, char **argv)
{
    int i;
    for (i = 1; i < argc; i++)
        if (!strcmp(argv[i], primitive))
            return 1;
    return argc < 2;
}

int main(int argc, char **argv)
{
    unsigned long runs, sum = 0;
    size_t i;
    for (i = 0; i < sizeof lists / sizeof *lists; i++) {
        const model_scenario *s = lists[i].scenarios;
        for (; wanted(lists[i].primitive, argc, argv) && s->name; s++) {
            runs = model_check(s);
            if (!runs)
                return 1;
            sum += runs;
        }
    }
    printf("%-60s %8lu schedules\n", "all", sum);
    return sum == 0;
}
