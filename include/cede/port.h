/* port.h: what a machine must provide. One file of src/port is chosen by the build.
 *
 * How a loop sleeps is its owner's: a selector on a server, wait-for-interrupt on a
 * chip. */
#ifndef CEDE_PORT_H
#define CEDE_PORT_H

#include <cede/time.h>

#ifdef __cplusplus
extern "C" {
#endif

struct cede_waker;

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
/* Keeps a sum that several threads may work out at the same time. */
void cede_port_keep(unsigned *sum, unsigned value);
unsigned cede_port_kept(const unsigned *sum);

/* The time since start-up or another fixed moment; never goes back. */
cede_time cede_port_clock(void);

/* Ports that count ticks: to be called by the tick's interrupt with the time since the
 * last one. */
void cede_port_tick(cede_duration since);

#ifdef __cplusplus
}
#endif
#endif
