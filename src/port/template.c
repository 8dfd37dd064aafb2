/* template.c: a port to be copied: one processor, no interrupts, no operating system.
 *
 * It is complete for a program that polls; the comments say what a machine with
 * interrupts does instead (cortex_m_ticked.c is such a copy). With
 * one_cpu.c it is all that the core needs, which the tests prove.
 * One thread. Never allocates. */
#include <cede/port.h>

/* Reads whether interrupts are on, and switches them off, as one step. */
unsigned cede_port_lock(void)
{
    return 0;
}

/* Not simply on: a lock may be taken inside another. The compiler may move no memory
 * access over it. */
void cede_port_unlock(unsigned before)
{
    (void)before;
}

/* The same where they are on, and are to be on again. */
void cede_port_mask(void)
{
}

void cede_port_unmask(void)
{
}

static volatile cede_ticks ticked;

/* Sets a timer up that interrupts CEDE_TICK_HZ times a second. */
void cede_port_start(uint32_t clock_hz)
{
    (void)clock_hz;
    ticked = 0;
}

/* Called by that interrupt, or by whoever knows that time has passed. */
void cede_port_tick(void)
{
    ticked++;
}

/* A machine that reads fewer bits at a time locks here. */
cede_ticks cede_port_ticks(void)
{
    return ticked;
}

/* Waits for an interrupt that is pending or comes, with interrupts off. */
void cede_port_idle(cede_ticks until)
{
    (void)until;
}
