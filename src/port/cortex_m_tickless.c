/* cortex_m_tickless.c: ARM Cortex-M: SysTick interrupts when the next deadline is due.
 *
 * Its counter runs through segments, each from SYST_RVR down to its end and interrupt.
 * To wait, a segment is begun that ends at the deadline; behind it, and where the
 * deadline is further away, come segments of MOST cycles.
 * A tick is 2^CEDE_SYSTICK_SHIFT cycles of the processor's clock, and CEDE_TICK_HZ says
 * how many of these there are in a second: 62500 at 16 MHz.
 * Always: `begun` is when the segment began that is `cycles` long; while its interrupt
 * is pending, the one behind it runs already.
 * No drift: a segment's end is exact, and between two neighbouring instructions that
 * begin another one early CEDE_SYSTICK_RESTART cycles are not counted, but known. */
#include <cede/port.h>

#define SYST_CSR (*(volatile uint32_t *)0xE000E010)
#define SYST_RVR (*(volatile uint32_t *)0xE000E014)
#define SYST_CVR (*(volatile uint32_t *)0xE000E018)
#define ICSR     (*(volatile uint32_t *)0xE000ED04)
#define PENDING  (1u << 26)

#ifndef CEDE_SYSTICK_SHIFT
#define CEDE_SYSTICK_SHIFT 8
#endif
/* From reading SYST_CVR to counting again: the store behind it, and the reload. */
#ifndef CEDE_SYSTICK_RESTART
#define CEDE_SYSTICK_RESTART 3
#endif
enum { MOST = 1 << 24 };    /* the counter has 24 bits */

static uint64_t begun = (uint64_t)CEDE_TICKS_AT_START << CEDE_SYSTICK_SHIFT;
static uint32_t cycles;

void cede_port_start(uint32_t clock_hz)
{
    (void)clock_hz;
    cycles = MOST;
    SYST_RVR = MOST - 1;
    SYST_CVR = 0;
    SYST_CSR = 7;           /* on, with its interrupt, from the processor's clock */
}

void cede_port_tick(void)
{
    begun += cycles;
    cycles = MOST;
}

/* Of a segment of n cycles: those that have passed when `left` is read. 0 is its end,
 * and what stands there until the first cycle. */
static uint32_t elapsed(uint32_t n, uint32_t left)
{
    return left ? n - left : 0;
}

/* With interrupts kept out. */
static uint64_t now(void)
{
    uint32_t left = SYST_CVR;
    if (ICSR & PENDING)
        return begun + cycles + elapsed(MOST, SYST_CVR);
    return begun + elapsed(cycles, left);
}

cede_ticks cede_port_ticks(void)
{
    unsigned before = cede_port_lock();
    cede_ticks ticks = (cede_ticks)(now() >> CEDE_SYSTICK_SHIFT);
    cede_port_unlock(before);
    return ticks;
}

/* Begins a segment of n cycles. SYST_RVR is read when counting begins; then it is for the
 * segment behind. */
static void restart(uint32_t n)
{
    uint32_t left;
    SYST_RVR = n - 1;
    __asm__ volatile ("ldr %0, [%1]\n\tstr %0, [%1]" : "=&l"(left) : "l"(&SYST_CVR) : "memory");
    begun += elapsed(cycles, left) + CEDE_SYSTICK_RESTART;
    cycles = n;
    while (!SYST_CVR)
        ;
    SYST_RVR = MOST - 1;
}

/* With PRIMASK set a pending interrupt ends WFI and is taken at the unlock. */
void cede_port_idle(cede_ticks until)
{
    uint64_t at = now();
    int32_t ticks = (int32_t)(until - (cede_ticks)(at >> CEDE_SYSTICK_SHIFT));
    uint32_t n = ((uint32_t)ticks << CEDE_SYSTICK_SHIFT) - ((uint32_t)at & ((1u << CEDE_SYSTICK_SHIFT) - 1));
    if (ticks <= 0 || ICSR & PENDING)
        return;
    if (ticks < MOST >> CEDE_SYSTICK_SHIFT && (uint32_t)(begun + cycles - at) != n)
        restart(n);
    __asm__ volatile ("dsb\n\twfi" : : : "memory");
}
