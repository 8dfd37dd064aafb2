/* riscv.c: RISC-V in machine mode, 32 and 64 bits: the critical section.
 *
 * mstatus.MIE. The clock and idle are in riscv_ticked.c or riscv_tickless.c. Any
 * context. */
#include <cede/port.h>

unsigned cede_port_lock(void)
{
    unsigned long before;
    __asm__ volatile ("csrrci %0, mstatus, 8" : "=r"(before) : : "memory");
    return before & 8;
}

void cede_port_unlock(unsigned before)
{
    __asm__ volatile ("csrs mstatus, %0" : : "r"((unsigned long)before) : "memory");
}
