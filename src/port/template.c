/* template.c: a port to be copied: one processor, no interrupts, no operating system.
 *
 * It is complete for a program that polls; the comments say what a machine with
 * interrupts does instead (cortex_m.c is such a copy). The tests build the core with
 * it to prove that nothing else is needed.
 * One thread. Never allocates. */
#include <cede/port.h>
#include <cede/task.h>

/* A line for a developer: a serial port, a debugger's channel, or nothing. */
void cede_port_say(const char *text)
{
    (void)text;
}

/* After a programmer's mistake: a breakpoint, a reset; it does not return. */
void cede_port_stop(void)
{
    for (;;)
        ;
}

/* The next three work on a flag that an interrupt sets as well: where there is no
 * atomic exchange, with interrupts off. */
uint8_t cede_port_raise(uint8_t *flag)
{
    uint8_t was = *flag;
    *flag = 1;
    return was;
}

void cede_port_lower(uint8_t *flag)
{
    *flag = 0;
}

uint8_t cede_port_raised(uint8_t *flag)
{
    return *flag;
}

/* A list that interrupts push on and the loop takes as a whole: the same. */
void cede_port_push(cede_waker **head, cede_waker *w)
{
    w->next = *head;
    *head = w;
}

cede_waker *cede_port_take(cede_waker **head)
{
    cede_waker *all = *head;
    *head = 0;
    return all;
}

/* Several processors would store and load in one piece. */
void cede_port_keep(unsigned *sum, unsigned value)
{
    *sum = value;
}

unsigned cede_port_kept(const unsigned *sum)
{
    return *sum;
}

static cede_time now;

/* Called by whoever knows that time has passed: a tick's interrupt, with the reading
 * below protected from it. A machine with a counter reads that in cede_port_clock and
 * needs no tick. */
void cede_port_tick(cede_duration since)
{
    now.ns += since.ns;
}

cede_time cede_port_clock(void)
{
    return now;
}
