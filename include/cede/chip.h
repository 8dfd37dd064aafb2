/* chip.h: programs without an operating system, and the loop that they run.
 *
 *     static async int blink(int pin) { for (;;) { … await(cede_sleep(cede_ms(500))); } }
 *     cede_static_task(lamp, blink);
 *
 *     int main(void)
 *     {
 *         cede_port_start(16000000);           the clock of the chip's timer
 *         cede_chip_begin();
 *         cede_start(&lamp, blink(13));
 *         cede_chip_run();
 *     }
 *
 * The loop's memory is the library's and known when the program is linked. With the full core
 * there may be more loops, which run in interrupts and pre-empt main's.
 * docs/embedded.md shows a program from its beginning. */
#ifndef CEDE_CHIP_H
#define CEDE_CHIP_H

#include <cede/core.h>

#ifdef __cplusplus
extern "C" {
#endif

#ifdef CEDE_LEAN
static inline void cede_chip_begin(void)
{
    cede__lean.sleepers = (cede_task *)(void *)&cede__lean;
}
#else
/* Makes the loop. Before it there are no tasks, wakers or times.
 *
 *   context    main, once */
void cede_chip_begin(void);

/* Lends the loop memory for tasks that are spawned and for frames of recursive, boxed
 * and pointer awaits. Without it they get -ENOMEM; static tasks need none. Between two
 * calls of cede_chip_enter it is another loop's.
 *
 *   context    main, after cede_chip_begin and before the first task */
void cede_chip_memory(cede_allocator memory);

/* ---- loops that run in interrupts -------------------------------------------------------- */

/* Makes a loop that an interrupt runs, one that software can make pending: its tasks are stepped
 * at that interrupt's priority, in the middle of a step of main's loop if need be.
 *
 *     static cede_loop *fast;
 *     static void pend(void) { SCB_ICSR = PENDSVSET; }
 *     void PendSV_Handler(void) { cede_interrupt_run(fast); }
 *     void SysTick_Handler(void) { cede_port_tick(); cede_interrupt_tick(fast); }
 *     …
 *     fast = cede_interrupt_loop(pend);
 *     cede_loop *before = cede_chip_enter(fast);
 *     cede_start(&motor, control());
 *     cede_chip_enter(before);
 *
 * To tasks of other loops its tasks are what an interrupt is: they share with them what isr.h
 * has, and nothing else. Where the clock is tickless its times come late while main is busy.
 *
 *   pend       makes the interrupt pending; called from main, tasks and interrupts
 *   returns    a loop that stays; null: there are CEDE_INTERRUPT_LOOPS (1) of them already. Compile
 *              src/port/interrupt_loop.c with more where more are needed
 *   context    main, after cede_chip_begin */
cede_loop *cede_interrupt_loop(void (*pend)(void));

/* Has what follows belong to l: cede_start, inits that bind to a loop, cede_chip_memory. On the
 * way back what was started begins.
 *
 *   returns    the loop before, for the way back
 *   context    main, while l's interrupt cannot come */
cede_loop *cede_chip_enter(cede_loop *l);

/* Steps what is ready in l, until nothing is.
 *
 *   context    the handler of l's interrupt */
void cede_interrupt_run(cede_loop *l);

/* Makes l's interrupt pending when one of its times has come.
 *
 *   context    the tick's handler, behind cede_port_tick */
void cede_interrupt_tick(cede_loop *l);
#endif

/* Steps what is ready, and sleeps when nothing is; does not return.
 *
 *   context    main, with interrupts on */
#ifdef __GNUC__
__attribute__((__noreturn__))
#endif
void cede_chip_run(void);

#ifdef __cplusplus
}
#endif
#endif
