/* uart.c: lines that come over the serial port go back in capitals; "bye" ends it.
 *
 *     echo "hello" | make BOARD=lm3s6965evb CORE=lean uart.run     or atmega328p, with WORLD=serial
 *
 * Reading and writing are awaits: an interrupt per byte wakes the task, and the chip sleeps in
 * between. */
#include <cede/chip.h>
#include <string.h>
#include "board.h"
#include "uart.h"

enum { LINE = 40 };

BOARD_ON_TICK
{
    cede_port_tick();
}

static async void put(char c)
{
    while (!uart_offer(c)) {
        uart_tell();
        await(cede_flag_wait(&uart_room));
    }
}

static async void put_line(const char *text)
{
    for (; *text; text++)
        await(put(*text));
    await(put('\n'));
}

/* What is longer than the room is cut. */
static async void get_line(char *line)
{
    int n = 0, c;
    while ((c = await(cede_bytes_get(&uart_received.bytes))) != '\n')
        if (n < LINE - 1)
            line[n++] = (char)c;
    line[n] = '\0';
}

static void capitals(char *s)
{
    for (; *s; s++)
        if (*s >= 'a' && *s <= 'z')
            *s = (char)(*s - 'a' + 'A');
}

static async void talk(void)
{
    char line[LINE];
    do {
        await(get_line(line));
        capitals(line);
        await(put_line(line));
    } while (strcmp(line, "BYE") != 0);
    board_exit(0);
}

cede_static_task(talker, talk);

int main(void)
{
    board_init();
    uart_begin();
    cede_chip_begin();
    cede_start(&talker, talk());
    cede_chip_run();
}
