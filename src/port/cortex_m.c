/* cortex_m.c: ARM Cortex-M, from M0 up: the critical section.
 *
 * PRIMASK: M0 has neither BASEPRI nor LDREX. The clock and idle are in
 * cortex_m_ticked.c or cortex_m_tickless.c. Any context. */
#include <cede/port.h>

unsigned cede_port_lock(void)
{
    unsigned before;
    __asm__ volatile ("mrs %0, primask\n\tcpsid i" : "=r"(before) : : "memory");
    return before;
}

void cede_port_unlock(unsigned before)
{
    __asm__ volatile ("msr primask, %0" : : "r"(before) : "memory");
}
