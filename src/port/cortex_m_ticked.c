/* cortex_m_ticked.c: ARM Cortex-M: SysTick interrupts once a tick.
 *
 * Its handler (SysTick_Handler in most start-up files) is the program's, and calls
 * cede_port_tick. The timer counts the processor's clock, 24 bits of it. */
#include <cede/port.h>

#define SYST_CSR (*(volatile uint32_t *)0xE000E010)
#define SYST_RVR (*(volatile uint32_t *)0xE000E014)
#define SYST_CVR (*(volatile uint32_t *)0xE000E018)

static volatile cede_ticks ticked = CEDE_TICKS_AT_START;

void cede_port_start(uint32_t clock_hz)
{
    SYST_RVR = clock_hz / CEDE_TICK_HZ - 1;
    SYST_CVR = 0;
    SYST_CSR = 7;       /* on, with its interrupt, from the processor's clock */
}

void cede_port_tick(void)
{
    ticked++;
}

cede_ticks cede_port_ticks(void)
{
    return ticked;
}

/* With PRIMASK set a pending interrupt ends WFI and is taken at the unlock. */
void cede_port_idle(cede_ticks until)
{
    (void)until;
    __asm__ volatile ("dsb\n\twfi" : : : "memory");
}
