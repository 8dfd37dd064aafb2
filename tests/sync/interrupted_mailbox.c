/* interrupted_mailbox.c: the mailbox's own source, such that an interrupt may come before
 * each call of the port. */
#include <cede/isr.h>
#include <cede/port.h>

void test_interrupt(void);

#define cede_port_read(at)           (test_interrupt(), cede_port_read(at))
#define cede_port_swap(at, from, to) (test_interrupt(), cede_port_swap(at, from, to))
#define cede_port_raise(flag)        (test_interrupt(), cede_port_raise(flag))
#define cede_port_raised(flag)       (test_interrupt(), cede_port_raised(flag))
#define cede_port_lower(flag)        (test_interrupt(), cede_port_lower(flag))
#include "../../src/sync/mailbox.c"
