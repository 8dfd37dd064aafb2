/* avr_tickless.c: AVR: Timer1 interrupts when the next deadline is due.
 *
 * It counts a 256th of the processor's clock all the time; CEDE_TICK_HZ says how many of
 * these there are in a second: 62500 at 16 MHz. The handler, ISR(TIMER1_COMPA_vect), is
 * the program's, and calls cede_port_tick.
 * Always: the counter is read once in 2^16 ticks, as no wait is longer than half of that;
 * no drift, as it is never written. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <cede/port.h>

enum { MOST = 0x8000 };             /* ticks of a wait */

static cede_ticks seen = CEDE_TICKS_AT_START;             /* when the counter was last read */

void cede_port_start(uint32_t clock_hz)
{
    (void)clock_hz;
    TCNT1 = (uint16_t)CEDE_TICKS_AT_START;
    TCCR1A = 0;
    TCCR1B = 1 << CS12;
    set_sleep_mode(SLEEP_MODE_IDLE);    /* the deepest in which Timer1 counts */
    sleep_enable();
    sei();
}

/* It has done its work; none is due until the next wait. */
void cede_port_tick(void)
{
    TIMSK1 = 0;
}

/* With interrupts kept out. */
static cede_ticks now(void)
{
    seen += (uint16_t)(TCNT1 - (uint16_t)seen);
    return seen;
}

cede_ticks cede_port_ticks(void)
{
    unsigned before = cede_port_lock();
    cede_ticks ticks = now();
    cede_port_unlock(before);
    return ticks;
}

/* A match is noticed when the counter leaves OCR1A behind; a deadline of the next tick
 * could be missed, so it is waited for awake. The instruction behind sei is executed
 * before an interrupt is taken. */
void cede_port_idle(cede_ticks until)
{
    int32_t left = (int32_t)(until - now());
    if (left <= 1)
        return;
    OCR1A = (uint16_t)(seen + (left < MOST ? (uint16_t)left : MOST));
    TIFR1 = 1 << OCF1A;
    TIMSK1 = 1 << OCIE1A;
    sei();
    sleep_cpu();
    cli();
}
