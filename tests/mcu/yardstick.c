/* yardstick.c: the application that the figures for chips are about.
 *
 * A lamp changes every 500 ms; the tick's interrupt puts a byte into a queue of 8 every
 * 10 ms, for 2750 ms; a task gets them and beats; a watchdog bites when it has not heard a
 * beat for 100 ms. After 3 s of the chip's time the interrupt compares what came of it:
 * 275 bytes, 6 changes, 2 bites. With WITHIN the watchdog uses a deadline in place of a
 * timed wait, MORE adds four sleepers; REPORT prints the bytes of stack that were in use,
 * and on an AVR the cycles that the processor was awake. */
#include <cede/chip.h>
#include "board.h"
#include "stack.h"

CEDE_BYTES(queue, 8);
static struct {
    cede_flag beat;
    uint16_t ms, bytes;
    uint8_t left, changes, bites;
} app;

static void end(void)
{
#ifdef REPORT
    board_print_number(stack_used());
    board_print(" bytes of stack\n");
    board_print_number(awake());
    board_print(" cycles awake\n");
#endif
    board_exit(!(app.bytes == 275 && app.changes == 6 && app.bites == 2));
}

#ifdef MORE             /* tasks that sleep for 500 ms at a time */
static async void doze(void)
{
    for (;;)
        await(cede_sleep(cede_ms(500)));
}

cede_static_task(doze1, doze);
cede_static_task(doze2, doze);
cede_static_task(doze3, doze);
cede_static_task(doze4, doze);
#endif

BOARD_ON_TICK
{
    cede_port_tick();
    if (++app.ms == 3000)
        end();
    if (++app.left == 10) {
        app.left = 0;
        if (app.ms <= 2750)
            cede_bytes_put_from_isr(&queue.bytes, (uint8_t)app.ms);
    }
}

static async void blink(void)
{
    for (;;) {
        board_lamp(++app.changes & 1);
        await(cede_sleep(cede_ms(500)));
    }
}

static async void consume(void)
{
    for (;;) {
        await(cede_bytes_get(&queue.bytes));
        app.bytes++;
        cede_flag_set(&app.beat);
    }
}

static async void watch(void)
{
    for (;;) {
#ifdef WITHIN
        within (cede_ms(100)) {
            await(cede_flag_wait(&app.beat));
        } else {
            app.bites++;
        }
#else
        if (await(cede_flag_wait_for(&app.beat, cede_ms(100))) < 0)
            app.bites++;
#endif
    }
}

cede_static_task(lamp, blink);
cede_static_task(consumer, consume);
cede_static_task(watchdog, watch);

int main(void)
{
    stack_paint();
    board_init();
    cede_chip_begin();
    cede_start(&lamp, blink());
    cede_start(&consumer, consume());
    cede_start(&watchdog, watch());
#ifdef MORE
    cede_start(&doze1, doze());
    cede_start(&doze2, doze());
    cede_start(&doze3, doze());
    cede_start(&doze4, doze());
#endif
    cede_chip_run();
}
