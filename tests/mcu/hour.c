/* hour.c: an hour without ticks: nothing drifts, and nobody wakes without need.
 *
 * A lamp changes every 500 ms. Another clock of the chip tells how long the hour was. The
 * waits are counted by a cede_port_idle that the linker puts before the port's. */
#include <cede/chip.h>
#include "board.h"

enum { HALF_MS = 500, CHANGES = 7200 };

static unsigned long waits;

void __real_cede_port_idle(cede_ticks until);
void __wrap_cede_port_idle(cede_ticks until);
void __wrap_cede_port_idle(cede_ticks until)
{
    waits++;
    __real_cede_port_idle(until);
}

BOARD_ON_TICK
{
    cede_port_tick();
}

/* ---- the other clock, in ms ---------------------------------------------------------------- */

#if defined(__AVR__)
/* What simavr_run shows, cycles since reset and not only those awake, at 0xE4. */
#define CYCLES ((volatile uint8_t *)0xE4)

static uint32_t other_ms(void)
{
    uint64_t cycles = 0;
    uint8_t i;
    for (i = 0; i < 8; i++)
        cycles |= (uint64_t)CYCLES[i] << 8 * i;
    return (uint32_t)(cycles / 16000);
}
#elif defined(__arm__)
/* QEMU's SysTick is no clock to be compared: when all sleeps, QEMU sets its time forward to
 * the next event and, before the processor wakes, to the one behind, which SysTick does
 * not count. So here only the waits are checked. */
static uint32_t other_ms(void)
{
    return (uint32_t)(cede_now().ns / 1000000);
}
#else
/* rdtime reads what mtime shows; rdinstret would count nothing while the hart sleeps. */
static uint32_t other_ms(void)
{
    uint32_t low, high;
    __asm__ volatile ("rdtime %0\n\trdtimeh %1" : "=r"(low), "=r"(high));
    return (uint32_t)(((uint64_t)high << 32 | low) / 10000);
}
#endif

static async int hour(void)
{
    uint32_t begin = other_ms();
    cede_time start = cede_now();
    int i, late;
    for (i = 1; i <= CHANGES; i++) {
        board_lamp(i & 1);
        await(cede_sleep_until(((cede_time){ start.ns + (int64_t)i * HALF_MS * 1000000 })));
    }
    late = (int)(other_ms() - begin - (uint32_t)((cede_now().ns - start.ns) / 1000000));
    board_print("ms between two clocks after an hour: ");
    board_print_number(late);
    board_print(", waits: ");
    board_print_number((long)waits);
    board_print("\n");
    board_exit(late < -1 || late > 1 || waits < CHANGES);
    return 0;
}

cede_static_task(task, hour);

int main(void)
{
    board_init();
    cede_chip_begin();
    cede_start(&task, hour());
    cede_chip_run();
}
