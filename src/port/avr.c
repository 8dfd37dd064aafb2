/* avr.c: the port for AVR with avr-gcc: ATmega and the larger ATtiny.
 *
 * One processor of 8 bits: what must be one step is done with interrupts off, for a
 * handful of instructions. The clock counts the time that a timer's interrupt tells:
 * the program sets a timer up and calls cede_port_tick from its handler. Messages have
 * nowhere to go until a board replaces cede_port_say. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <cede/port.h>
#include <cede/task.h>

static uint8_t lock(void)
{
    uint8_t before = SREG;
    cli();
    return before;
}

static void unlock(uint8_t before)
{
    __asm__ volatile ("" : : : "memory");
    SREG = before;
}

__attribute__((__weak__)) void cede_port_say(const char *text)
{
    (void)text;
}

__attribute__((__weak__)) void cede_port_stop(void)
{
    cli();
    for (;;)
        ;
}

uint8_t cede_port_raise(uint8_t *flag)
{
    uint8_t before = lock();
    uint8_t was = *flag;
    *flag = 1;
    unlock(before);
    return was;
}

/* A byte is written in one piece. */
void cede_port_lower(uint8_t *flag)
{
    *(volatile uint8_t *)flag = 0;
}

uint8_t cede_port_raised(uint8_t *flag)
{
    return *(volatile uint8_t *)flag;
}

void cede_port_push(cede_waker **head, cede_waker *w)
{
    uint8_t before = lock();
    w->next = *head;
    *head = w;
    unlock(before);
}

cede_waker *cede_port_take(cede_waker **head)
{
    uint8_t before = lock();
    cede_waker *all = *head;
    *head = 0;
    unlock(before);
    return all;
}

void cede_port_keep(unsigned *sum, unsigned value)
{
    *sum = value;
}

unsigned cede_port_kept(const unsigned *sum)
{
    return *sum;
}

static volatile int64_t ticked;     /* written by the tick's interrupt */

void cede_port_tick(cede_duration since)
{
    ticked += since.ns;
}

/* Eight bytes that an interrupt may change in between. */
cede_time cede_port_clock(void)
{
    uint8_t before = lock();
    cede_time now;
    now.ns = ticked;
    unlock(before);
    return now;
}
