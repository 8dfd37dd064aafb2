/* blink_macros.c: two lamps that blink, by hand with cede/macros.h.
 *
 *     build/examples/blink_macros
 *
 * As on a chip: the tasks lie in static blocks, nothing is allocated for them. Here the
 * lamps are lines on the terminal. Red blinks three times; then the program ends, green
 * is cancelled where it waits, and its cleanup switches it off. */
#include <cede.h>
#include <cede/macros.h>
#include <stdio.h>

enum lamp { RED, GREEN };

static cede_time start;

static void set_lamp(enum lamp lamp, int on)
{
    static const char *const names[] = { "red", "green" };
    double ms = (double)(cede_now().ns - start.ns) / 1e6;
    printf("%4.0f ms  %s %s\n", ms, names[lamp], on ? "on" : "off");
}

/* Parameters first, then what is kept while it waits. */
CEDE_FRAME(blink, enum lamp lamp; cede_duration half_period; int times; int i; cede_hold cleanup;);
CEDE_DEFINE(blink, cede_sleep);
CEDE_ASYNC(blink)
{
    CEDE_BEGIN;
    for (f->i = 0; f->i < f->times; f->i++) {
        set_lamp(f->lamp, 1);
        CEDE_AWAIT(cede_sleep, .duration = f->half_period);
        set_lamp(f->lamp, 0);
        CEDE_AWAIT(cede_sleep, .duration = f->half_period);
    }
CEDE_CLEANUP:                       /* cancelled, a lamp may be on */
    if (CEDE_LEAVING)
        set_lamp(f->lamp, 0);
    CEDE_RETURN(0);
    CEDE_END;
}

CEDE_TASK(green_task, blink);       /* a task's bytes and blink's, no more */

CEDE_FRAME(board, );
CEDE_DEFINE(board, blink);
CEDE_ASYNC(board)
{
    CEDE_BEGIN;
    start = cede_now();
    CEDE_START(green_task, blink, .lamp = GREEN, .half_period = cede_ms(70), .times = 1000);
    CEDE_AWAIT(blink, .lamp = RED, .half_period = cede_ms(100), .times = 3);
    CEDE_RETURN(0);
    CEDE_END;
}

int main(void)
{
    printf("a blinking lamp takes %zu bytes\n", sizeof green_task);
    return CEDE_MAIN(board);
}
