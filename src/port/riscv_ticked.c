/* riscv_ticked.c: RISC-V: the machine timer interrupts once a tick.
 *
 * The trap handler is the program's, and calls cede_port_tick for cause 7. The clock is
 * that of mtime. */
#include <cede/port.h>
#include "riscv_mtime.h"

static volatile cede_ticks ticked = CEDE_TICKS_AT_START;
static uint32_t period;

void cede_port_start(uint32_t clock_hz)
{
    period = clock_hz / CEDE_TICK_HZ;
    cede__mtimecmp(cede__mtime() + period);
    __asm__ volatile ("csrs mie, %0" : : "r"(1 << 7));
    __asm__ volatile ("csrs mstatus, %0" : : "r"(1 << 3));
}

void cede_port_tick(void)
{
    uint32_t low = CEDE__MTIMECMP[0] + period;
    ticked++;
    if (low < period)
        CEDE__MTIMECMP[1]++;
    CEDE__MTIMECMP[0] = low;
}

cede_ticks cede_port_ticks(void)
{
    return ticked;
}

/* With interrupts off a pending one ends wfi and is taken at the unlock. */
void cede_port_idle(cede_ticks until)
{
    (void)until;
    __asm__ volatile ("wfi" : : : "memory");
}
