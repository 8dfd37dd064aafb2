/* report_chip.c: what a chip's program awaits. */
#include <cede/core.h>

static async int pause(int ticks)
{
    while (ticks-- > 0)
        await(cede_yield());
    return ticks;
}

async int blink(int pin, char times)
{
    long sum = pin;
    while (times-- > 0)
        sum += await(pause(3));
    return (int)sum;
}
