/* wrap.c: the clock begins a second before its ticks wrap around; no sleep notices.
 *
 * Two tasks sleep through it with different steps, one by durations, one by deadlines,
 * and every wake is neither early nor late. Built with CEDE_TICKS_AT_START. */
#include <cede/chip.h>
#include "board.h"

/* Ticked, a sleep ends with the tick behind it; and what is done awake takes a little. */
enum { LATE_NS = 2500000 };

static cede_time start;
static int tasks_left = 2;

BOARD_ON_TICK
{
    cede_port_tick();
}

static void check(const char *what, int64_t at_ms)
{
    int64_t late = cede_now().ns - start.ns - at_ms * 1000000;
    if (late >= 0 && late <= LATE_NS)
        return;
    board_print(what);
    board_print(" late by us: ");
    board_print_number((long)(late / 1000));
    board_exit(1);
}

static void end(void)
{
    if (--tasks_left == 0) {
        board_print(cede_port_ticks() < (cede_ticks)CEDE_TICKS_AT_START ? "wrapped around\n" : "did not wrap\n");
        board_exit(0);
    }
}

static async int by_deadlines(void)
{
    int64_t at;
    for (at = 7; at < 2000; at += 7) {
        await(cede_sleep_until(((cede_time){ start.ns + at * 1000000 })));
        check("deadline", at);
    }
    end();
    return 0;
}

static async int by_durations(void)
{
    int i;
    for (i = 0; i < 20; i++) {
        int64_t before = (cede_now().ns - start.ns) / 1000000;
        await(cede_sleep(cede_ms(100)));
        check("duration", before + 100);
    }
    end();
    return 0;
}

cede_static_task(deadlines, by_deadlines);
cede_static_task(durations, by_durations);

int main(void)
{
    board_init();
    cede_chip_begin();
    start = cede_now();
    cede_start(&deadlines, by_deadlines());
    cede_start(&durations, by_durations());
    cede_chip_run();
}
