/* hello.c: a lamp that blinks, and a serial port that says so.
 *
 *     make BOARD=microbit hello.run
 *
 * Two tasks in static blocks. Between their turns the chip sleeps. After three seconds
 * the program ends, which only an emulator sees. */
#include <cede/chip.h>
#include "board.h"

BOARD_ON_TICK
{
    cede_port_tick();
}

static async void blink(cede_duration half)
{
    for (;;) {
        board_lamp(1);
        await(cede_sleep(half));
        board_lamp(0);
        await(cede_sleep(half));
    }
}

static async int hello(int times)
{
    int i;
    await(cede_sleep(cede_ms(250)));
    for (i = 1; i <= times; i++) {
        board_print(board_lamp_is_on() ? "hello, lamp on\n" : "hello, lamp off\n");
        await(cede_sleep(cede_ms(500)));
    }
    board_exit(0);
    return 0;
}

cede_static_task(lamp, blink);
cede_static_task(greeter, hello);

int main(void)
{
    board_init();
    cede_chip_begin();
    cede_start(&lamp, blink(cede_ms(500)));
    cede_start(&greeter, hello(6));
    cede_chip_run();
}
