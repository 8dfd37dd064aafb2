/* button.c: a button that bounces, between pin D2 of an ATmega328P and ground.
 *
 *     make BOARD=atmega328p CORE=lean WORLD="D2@100000,101000,101200,180000,300000,460000" button.run
 *
 * Each edge interrupts. The first one wakes the task; then it waits until there was none for
 * 20 ms and looks what the pin has come to. A press that lasts for half a second is a long
 * one. WORLD says at which microseconds the pin changes. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <cede/chip.h>
#include "board.h"

static cede_flag edge;

BOARD_ON_TICK
{
    cede_port_tick();
}

ISR(INT0_vect)
{
    cede_flag_set(&edge);
}

static int is_down(void)
{
    return !(PIND & 1 << PIND2);
}

/* Waits until the pin, having changed, has been quiet, or for `limit`: -ETIMEDOUT. */
static async int settle(cede_duration limit)
{
    int status = await(cede_flag_wait_for(&edge, limit));
    if (status == 0)
        while (await(cede_flag_wait_for(&edge, cede_ms(20))) == 0)
            ;
    return status;
}

/* Waits for the next press: whether it is a long one. */
static async int press(void)
{
    int is_long = 0;
    while (!is_down()) {
        await(cede_flag_wait(&edge));
        while (await(cede_flag_wait_for(&edge, cede_ms(20))) == 0)
            ;
    }
    while (is_down())
        if (await(settle(cede_ms(500))) == -ETIMEDOUT)
            is_long = 1;
    return is_long;
}

static async void watch(void)
{
    for (;;)
        board_print(await(press()) ? "long\n" : "short\n");
}

static async void end(void)
{
    await(cede_sleep(cede_s(3)));
    board_exit(0);
}

cede_static_task(watcher, watch);
cede_static_task(ender, end);

int main(void)
{
    board_init();
    PORTD |= 1 << PORTD2;               /* pulled up */
    EICRA = 1 << ISC00;                 /* any edge */
    EIMSK = 1 << INT0;
    cede_chip_begin();
    cede_start(&watcher, watch());
    cede_start(&ender, end());
    cede_chip_run();
}
