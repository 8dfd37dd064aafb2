/* avr.c: AVR with avr-gcc, ATmega and the larger ATtiny: the critical section.
 *
 * The I flag of SREG. The clock and idle are in avr_ticked.c or avr_tickless.c. Any
 * context. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <cede/port.h>

unsigned cede_port_lock(void)
{
    uint8_t before = SREG;
    cli();
    return before;
}

void cede_port_unlock(unsigned before)
{
    __asm__ volatile ("" : : : "memory");
    SREG = (uint8_t)before;
}
