/* atmega328p.c: the lamp is pin 13 of an Arduino Uno, the serial port USART0. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include "print.h"

enum { LAMP = 1 << PORTB5 };

static void put_char(char c)
{
    while (!(UCSR0A & (1 << UDRE0)))
        ;
    UDR0 = (uint8_t)c;
}

void board_init(void)
{
    DDRB |= LAMP;
    UBRR0 = 0;                      /* 1 Mbaud, which 16 MHz divides exactly */
    UCSR0B = 1 << TXEN0;
    cede_port_start(F_CPU);
}

void board_lamp(int on)
{
    if (on)
        PORTB |= LAMP;
    else
        PORTB &= (uint8_t)~LAMP;
}

int board_lamp_is_on(void)
{
    return (PORTB & LAMP) != 0;
}

/* A processor that sleeps with interrupts off has ended; simavr_run takes the status
 * from GPIOR0. */
void board_exit(int status)
{
    cli();
    GPIOR0 = (uint8_t)status;
    for (;;)
        sleep_mode();
}
