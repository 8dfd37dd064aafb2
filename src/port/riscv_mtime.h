/* riscv_mtime.h: the machine timer of RISC-V: 64 bits, which 32-bit harts access in
 * halves. Its interrupt is pending while mtime >= mtimecmp. */
#ifndef CEDE_RISCV_MTIME_H
#define CEDE_RISCV_MTIME_H

#include <stdint.h>

/* Where the core-local interruptor is; SiFive's place, and QEMU's. */
#ifndef CEDE_RISCV_CLINT
#define CEDE_RISCV_CLINT 0x2000000u
#endif
#define CEDE__MTIMECMP ((volatile uint32_t *)(CEDE_RISCV_CLINT + 0x4000u))
#define CEDE__MTIME    ((volatile uint32_t *)(CEDE_RISCV_CLINT + 0xBFF8u))

/* The low half may wrap around between the two reads. */
static inline uint64_t cede__mtime(void)
{
    uint32_t high, low;
    do {
        high = CEDE__MTIME[1];
        low = CEDE__MTIME[0];
    } while (high != CEDE__MTIME[1]);
    return (uint64_t)high << 32 | low;
}

/* Never before the time that is meant: the high half is raised first. */
static inline void cede__mtimecmp(uint64_t at)
{
    CEDE__MTIMECMP[1] = UINT32_MAX;
    CEDE__MTIMECMP[0] = (uint32_t)at;
    CEDE__MTIMECMP[1] = (uint32_t)(at >> 32);
}

#endif
