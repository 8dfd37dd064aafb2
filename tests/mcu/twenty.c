/* twenty.c: 20 tasks at once, on a chip with 2 KB of RAM.
 *
 * Each sleeps for a time of its own and passes a token on to the next one through a flag.
 * After two seconds every task has slept as often as its time says, and the token has gone
 * around. */
#include <cede/chip.h>
#include "board.h"

enum { TASKS = 10 };            /* of each of two kinds */

static uint16_t sleeps[TASKS], rounds;
static cede_flag token[TASKS];

BOARD_ON_TICK
{
    cede_port_tick();
}

static async void sleeper(uint8_t i)
{
    for (;;) {
        await(cede_sleep(cede_ms(10 * (i + 1))));
        sleeps[i]++;
    }
}

static async void passer(uint8_t i)
{
    for (;;) {
        await(cede_flag_wait(&token[i]));
        await(cede_sleep(cede_ms(10)));
        if (i == TASKS - 1)
            rounds++;
        cede_flag_set(&token[(i + 1) % TASKS]);
    }
}

static int right(void)
{
    int i;
    for (i = 0; i < TASKS; i++)
        if ((int)sleeps[i] != 1999 / (10 * (i + 1)))
            return 0;
    return rounds == 19;
}

static async void judge(void)
{
    await(cede_sleep(cede_ms(1999)));
    board_print(right() ? "all went around\n" : "not all went around\n");
    board_exit(!right());
}

typedef union block { void *align; unsigned char bytes[sizeof (cede_task) + 48]; } block;

static block sleepers[TASKS], passers[TASKS];
cede_static_task(last, judge);

int main(void)
{
    uint8_t i;
    board_init();
    cede_chip_begin();
    for (i = 0; i < TASKS; i++) {
        cede_start(&sleepers[i], sleeper(i));
        cede_start(&passers[i], passer(i));
    }
    cede_start(&last, judge());
    cede_flag_set(&token[0]);
    cede_chip_run();
}
