/* riscv_tickless.c: RISC-V: the machine timer interrupts when the next deadline is due.
 *
 * A tick is 2^CEDE_MTIME_SHIFT of mtime's, and CEDE_TICK_HZ says how many of these there
 * are in a second: 39062 at 10 MHz would not be exact, 78125 with a shift of 7 is. The
 * trap handler is the program's, and calls cede_port_tick for cause 7. */
#include <cede/port.h>
#include "riscv_mtime.h"

#ifndef CEDE_MTIME_SHIFT
#define CEDE_MTIME_SHIFT 7
#endif

void cede_port_start(uint32_t clock_hz)
{
    (void)clock_hz;
    cede_port_tick();
    __asm__ volatile ("csrs mie, %0" : : "r"(1 << 7));
    __asm__ volatile ("csrs mstatus, %0" : : "r"(1 << 3));
}

/* It has done its work; none is due until the next wait. */
void cede_port_tick(void)
{
    CEDE__MTIMECMP[1] = UINT32_MAX;
}

static uint64_t now(void)
{
    return (cede__mtime() >> CEDE_MTIME_SHIFT) + CEDE_TICKS_AT_START;
}

cede_ticks cede_port_ticks(void)
{
    return (cede_ticks)now();
}

/* With interrupts off a pending one ends wfi and is taken at the unlock. */
void cede_port_idle(cede_ticks until)
{
    uint64_t at = now();
    int32_t left = (int32_t)(until - (cede_ticks)at);
    if (left <= 0)
        return;
    cede__mtimecmp((at - CEDE_TICKS_AT_START + (uint32_t)left) << CEDE_MTIME_SHIFT);
    __asm__ volatile ("wfi" : : : "memory");
}
