/* sweep.c: runs a structured program as it is, and once for each place where it can be disturbed.
 *
 * Async C itself, so that both oracle and generated code carry it. In: programs
 * call event, here and after. Out: one log of all runs on stdout. */
#include "driver.h"
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum disturbance { NONE, CANCEL_AS_IT_BEGINS, CANCEL_WHILE_IT_WAITS, DEADLINE };

/* The largest program has half as many. */
enum { MOST_AWAITS = 128 };

/* One run; set up anew for each. */
static struct sweep {
    int (*entry)(void);
    enum disturbance disturbance;
    int target;                     /* number of the await that is disturbed */
    int64_t deadline;               /* ns since the start */
    int64_t start;
    int awaits;                     /* begun so far */
    int64_t began[MOST_AWAITS];     /* ns since the start */
    cede_group *group;
    cede_task *task;                /* null behind its group, where only detached ones are left */
} sweep;

static int64_t elapsed(void)
{
    return cede_now().ns - sweep.start;
}

static void print_time(int64_t ns)
{
    if (ns % 1000000)
        printf("%4ld+%ld ", (long)(ns / 1000000), (long)(ns % 1000000));
    else
        printf("%4ld   ", (long)(ns / 1000000));
}

void event(const char *format, ...)
{
    va_list args;
    print_time(elapsed());
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
}

static async void canceller(void)
{
    event("*** cancel");
    cede_task_cancel(sweep.task, -ECANCELED);
}

void here(void)
{
    if (sweep.awaits == MOST_AWAITS) {
        printf("too many awaits\n");
        exit(2);
    }
    sweep.began[sweep.awaits++] = elapsed();
    if (sweep.awaits != sweep.target || !sweep.task)
        return;
    if (sweep.disturbance == CANCEL_AS_IT_BEGINS) {
        event("*** cancel");
        cede_task_cancel(sweep.task, -ECANCELED);
    } else if (sweep.disturbance == CANCEL_WHILE_IT_WAITS) {
        if (spawn(sweep.group, canceller()) < 0)
            abort();
    }
}

cede_duration after(int ms)
{
    here();
    return cede_ms(ms);
}

static async int subject(void)
{
    int result;

    defer { event("*** left, %d", cede_leaving()); }

    if (sweep.disturbance != DEADLINE) {
        result = await(sweep.entry());
    } else {
        within_until (((cede_time){ sweep.start + sweep.deadline })) {
            result = await(sweep.entry());
        } else {
            event("*** deadline");
            return 0;
        }
    }
    event("*** returned %d", result);
    return 0;
}

static async int sweep_main(void)
{
    sweep.start = cede_now().ns;
    group (g, CEDE_ISOLATE) {
        sweep.group = g;
        sweep.task = spawn_task(g, subject());
        if (!sweep.task)
            abort();
        event("*** joined, %d", await(cede_join(sweep.task)));
    }
    sweep.task = NULL;
    return 0;
}

static void run_disturbed(int (*entry)(void), enum disturbance disturbance, int target, int64_t deadline)
{
    sweep = (struct sweep){ .entry = entry, .disturbance = disturbance, .target = target,
                            .deadline = deadline };
    if (run_loop(sweep_main) != 0)
        printf("*** the loop failed\n");
    fflush(stdout);
}

static void sweep_deadline(int (*entry)(void), int64_t deadline)
{
    printf("-- deadline at ");
    print_time(deadline);
    putchar('\n');
    run_disturbed(entry, DEADLINE, 0, deadline);
}

void run_swept(const struct program *p)
{
    static struct sweep undisturbed;
    int64_t last = -1;

    printf("-- undisturbed\n");
    run_disturbed(p->entry, NONE, 0, 0);
    undisturbed = sweep;
    for (int i = 1; i <= undisturbed.awaits; i++) {
        printf("-- cancel as await %d begins\n", i);
        run_disturbed(p->entry, CANCEL_AS_IT_BEGINS, i, 0);
        printf("-- cancel while await %d waits\n", i);
        run_disturbed(p->entry, CANCEL_WHILE_IT_WAITS, i, 0);
    }
    for (int i = 0; i < undisturbed.awaits; i++) {
        if (undisturbed.began[i] == last)
            continue;
        last = undisturbed.began[i];
        sweep_deadline(p->entry, last);
        sweep_deadline(p->entry, last + 1);
    }
}
