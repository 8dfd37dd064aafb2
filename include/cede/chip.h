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
 * There is one loop; its memory is the library's and known when the program is linked.
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
 * and pointer awaits. Without it they get -ENOMEM; static tasks need none.
 *
 *   context    main, after cede_chip_begin and before the first task */
void cede_chip_memory(cede_allocator memory);
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
