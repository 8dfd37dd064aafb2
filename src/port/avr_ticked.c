/* avr_ticked.c: AVR: Timer1 interrupts once a tick.
 *
 * The handler, ISR(TIMER1_COMPA_vect), is the program's, and calls cede_port_tick. The
 * timer counts an eighth of the processor's clock. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <cede/port.h>

static volatile cede_ticks ticked = CEDE_TICKS_AT_START;

void cede_port_start(uint32_t clock_hz)
{
    OCR1A = (uint16_t)(clock_hz / 8 / CEDE_TICK_HZ - 1);
    TCCR1A = 0;
    TCCR1B = 1 << WGM12 | 1 << CS11;    /* from 0 to OCR1A */
    TIMSK1 = 1 << OCIE1A;
    set_sleep_mode(SLEEP_MODE_IDLE);    /* the deepest in which Timer1 counts */
    sleep_enable();
    sei();
}

void cede_port_tick(void)
{
    ticked++;
}

/* Four bytes that an interrupt may change in between. */
cede_ticks cede_port_ticks(void)
{
    unsigned before = cede_port_lock();
    cede_ticks now = ticked;
    cede_port_unlock(before);
    return now;
}

/* The instruction behind sei is executed before an interrupt is taken. */
void cede_port_idle(cede_ticks until)
{
    (void)until;
    sei();
    sleep_cpu();
    cli();
}
