/* port.h: what a machine must provide. Files of src/port are chosen by the build.
 *
 * A chip's port is a critical section, a clock and a way to idle (docs/porting.md);
 * src/port/one_cpu.c makes of the first what must be one step, and src/port/chip_loop.c
 * of the others the loop of <cede/chip.h>. How a loop on a server sleeps is its
 * selector's. */
#ifndef CEDE_PORT_H
#define CEDE_PORT_H

#include <cede/lock.h>
#include <cede/time.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cede_waker;

/* ---- every port ------------------------------------------------------------------ */

/* Prints a piece of a message for developers; may do nothing. */
void cede_port_say(const char *text);
/* Ends the program after a message; does not return. */
void cede_port_stop(void);

/* Sets *flag to 1 and gives what it was, as one step for threads and interrupts. */
uint8_t cede_port_raise(uint8_t *flag);
/* Sets *flag to 0 so that what was written before is seen by who raises it next. */
void cede_port_lower(uint8_t *flag);
/* Whether *flag is 1. */
uint8_t cede_port_raised(uint8_t *flag);
/* Puts w before *head, and takes all there are; each as one step. */
void cede_port_push(struct cede_waker **head, struct cede_waker *w);
struct cede_waker *cede_port_take(struct cede_waker **head);
/* Makes *at `to` where it is `from`, as one step, and says whether it was. What was written
 * before is seen by who reads `to`. */
int cede_port_swap(unsigned *at, unsigned from, unsigned to);
unsigned cede_port_read(const unsigned *at);
/* Keeps a sum that several threads may work out at the same time. */
void cede_port_keep(unsigned *sum, unsigned value);
unsigned cede_port_kept(const unsigned *sum);

/* The time since start-up or another fixed moment; never goes back. On chips it is to
 * be read once in 2^31 ticks, which the loop does. */
cede_time cede_port_clock(void);

/* ---- chips ------------------------------------------------------------------------- */

/* What the clock begins with: for tests of the wrap-around. */
#ifndef CEDE_TICKS_AT_START
#define CEDE_TICKS_AT_START 0u
#endif

/* Starts the clock and its interrupt, whose handler calls cede_port_tick.
 *
 *   clock_hz   of what the timer counts; the port's file says what that is */
void cede_port_start(uint32_t clock_hz);
void cede_port_tick(void);

/* The clock.
 *
 *   context    any, interrupts too */
cede_ticks cede_port_ticks(void);

/* Waits until `until` or an interrupt, whichever is first; may return early. It is
 * called with interrupts kept out, and an interrupt that has come since then ends the
 * wait as well: so what was looked at under the lock is still true when it waits.
 *
 *   until      ahead of the clock when interrupts were locked out, by less than half of its
 *              range; where the clock runs on meanwhile it may have passed: does not wait */
void cede_port_idle(cede_ticks until);

#ifdef __cplusplus
}
#endif
#endif
