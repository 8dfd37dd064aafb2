/* lock.h: the critical section of a chip: interrupts are kept out.
 *
 * A few instructions, so they are inline where the architecture is known: PRIMASK on
 * Cortex-M (M0 has neither BASEPRI nor LDREX), mstatus.MIE on RISC-V in machine mode, the
 * I flag on AVR. Elsewhere the port has four functions. lock and unlock nest: unlock makes
 * it as it was. mask and unmask are for where interrupts are known to be on. */
#ifndef CEDE_LOCK_H
#define CEDE_LOCK_H

#include <stdint.h>

#if defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'

static inline unsigned cede_port_lock(void)
{
    unsigned before;
    __asm__ volatile ("mrs %0, primask\n\tcpsid i" : "=r"(before) : : "memory");
    return before;
}

static inline void cede_port_unlock(unsigned before)
{
    __asm__ volatile ("msr primask, %0" : : "r"(before) : "memory");
}

static inline void cede_port_mask(void)
{
    __asm__ volatile ("cpsid i" : : : "memory");
}

static inline void cede_port_unmask(void)
{
    __asm__ volatile ("cpsie i" : : : "memory");
}

#elif defined(__riscv) && !defined(__linux__)

static inline unsigned cede_port_lock(void)
{
    unsigned long before;
    __asm__ volatile ("csrrci %0, mstatus, 8" : "=r"(before) : : "memory");
    return (unsigned)before & 8;
}

static inline void cede_port_unlock(unsigned before)
{
    __asm__ volatile ("csrs mstatus, %0" : : "r"((unsigned long)before) : "memory");
}

static inline void cede_port_mask(void)
{
    __asm__ volatile ("csrci mstatus, 8" : : : "memory");
}

static inline void cede_port_unmask(void)
{
    __asm__ volatile ("csrsi mstatus, 8" : : : "memory");
}

#elif defined(__AVR__)

static inline uint8_t cede_port_lock(void)
{
    uint8_t before;
    __asm__ volatile ("in %0, __SREG__\n\tcli" : "=r"(before) : : "memory");
    return before;
}

static inline void cede_port_unlock(uint8_t before)
{
    __asm__ volatile ("out __SREG__, %0" : : "r"(before) : "memory");
}

static inline void cede_port_mask(void)
{
    __asm__ volatile ("cli" : : : "memory");
}

static inline void cede_port_unmask(void)
{
    __asm__ volatile ("sei" : : : "memory");
}

#else

unsigned cede_port_lock(void);
void cede_port_unlock(unsigned before);
void cede_port_mask(void);
void cede_port_unmask(void);

#endif
#endif
