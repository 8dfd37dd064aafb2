/* chip_loop.h: what the loops of a chip share: one clock, and when they have to be awake. */
#ifndef CEDE_CHIP_LOOP_H
#define CEDE_CHIP_LOOP_H

#include "../core/loop_core.h"

typedef struct cede__interrupt_loop {
    cede_loop loop;
    void (*pend)(void);
    cede_time next;                     /* written in its handler */
    struct cede__interrupt_loop *other;
} cede__interrupt_loop;

extern cede__interrupt_loop *cede__interrupt_loops;
extern cede_loop *const cede__chip_main;

/* The clock, of any loop and in interrupts. */
cede_time cede__chip_clock(cede_loop *l);
void cede__chip_loop_init(cede_loop *l, const cede__loop_ops *ops);

#endif
