/* semihosting.h: how a program on a Cortex-M tells its emulator that it ends. */
#ifndef SEMIHOSTING_H
#define SEMIHOSTING_H

#include <stdint.h>

/* SYS_EXIT_EXTENDED; plain SYS_EXIT has no status. */
static inline void semihosting_exit(int status)
{
    uint32_t block[2] = { 0x20026, (uint32_t)status };
    register uint32_t operation __asm__("r0") = 0x20;
    register uint32_t *argument __asm__("r1") = block;
    __asm__ volatile ("bkpt 0xAB" : "+r"(operation) : "r"(argument) : "memory");
    for (;;)
        ;
}

#endif
