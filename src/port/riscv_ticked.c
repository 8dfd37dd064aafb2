/* riscv_ticked.c: RISC-V: the machine timer interrupts once a tick.
 *
 * The trap handler is the program's, and calls cede_port_tick for cause 7. The clock is
 * that of mtime. */
#include <cede/port.h>
#include "riscv_mtime.h"

static volatile cede_ticks ticked = CEDE_TICKS_AT_START;
static uint64_t next;               /* mtime of the next tick */
static uint32_t period;

void cede_port_start(uint32_t clock_hz)
{
    period = clock_hz / CEDE_TICK_HZ;
    next = cede__mtime() + period;
    cede__mtimecmp(next);
    __asm__ volatile ("csrs mie, %0" : : "r"(1 << 7));
    __asm__ volatile ("csrs mstatus, %0" : : "r"(1 << 3));
}

void cede_port_tick(void)
{
    ticked++;
    next += period;
    cede__mtimecmp(next);
}

cede_ticks cede_port_ticks(void)
{
    return ticked;
}

/* With interrupts off a pending one ends wfi and is taken at the unlock. */
void cede_port_idle(cede_ticks until)
{
    if ((int32_t)(until - ticked) > 0)
        __asm__ volatile ("wfi" : : : "memory");
}
