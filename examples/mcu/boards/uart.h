/* uart.h: the serial port with interrupts, for one program file that includes it.
 *
 * uart_begin switches receiving on; received bytes wait in `uart_received` until they are
 * taken, those that find it full are dropped. uart_offer sends a byte or says that there is no
 * room; uart_tell has an interrupt set `uart_room` once there is. */
#ifndef UART_H
#define UART_H

#include <cede/chip.h>

CEDE_BYTES(uart_received, 128);
static cede_flag uart_room;

#if defined(__AVR__)
#include <avr/interrupt.h>
#include <avr/io.h>

ISR(USART_RX_vect)
{
    cede_bytes_put_from_isr(&uart_received.bytes, UDR0);
}

/* It interrupts as long as there is room. */
ISR(USART_UDRE_vect)
{
    UCSR0B &= (uint8_t)~(1 << UDRIE0);
    cede_flag_set(&uart_room);
}

static void uart_begin(void)
{
    UCSR0B |= 1 << RXEN0 | 1 << RXCIE0;
}

static int uart_offer(char c)
{
    if (!(UCSR0A & 1 << UDRE0))
        return 0;
    UDR0 = (uint8_t)c;
    return 1;
}

static void uart_tell(void)
{
    UCSR0B |= 1 << UDRIE0;
}

#elif defined(__arm__)              /* the PL011 of an LM3S6965, interrupt 5 */
#define UART_REG(offset) (*(volatile uint32_t *)(0x4000C000 + (offset)))
#define UART_NVIC_ISER   (*(volatile uint32_t *)0xE000E100)
enum { UART_DR = 0x00, UART_FR = 0x18, UART_IM = 0x38, UART_MIS = 0x40, UART_ICR = 0x44 };
enum { UART_RX = 1 << 4, UART_TX = 1 << 5, UART_RX_TIMEOUT = 1 << 6, UART_NONE = 1 << 4, UART_NO_ROOM = 1 << 5 };

void IRQ5_Handler(void);
void IRQ5_Handler(void)
{
    if (UART_REG(UART_MIS) & UART_TX) {
        UART_REG(UART_IM) &= ~(uint32_t)UART_TX;
        cede_flag_set(&uart_room);
    }
    while (!(UART_REG(UART_FR) & UART_NONE))
        cede_bytes_put_from_isr(&uart_received.bytes, (uint8_t)UART_REG(UART_DR));
    UART_REG(UART_ICR) = UART_RX | UART_RX_TIMEOUT;
}

static void uart_begin(void)
{
    UART_REG(UART_IM) = UART_RX | UART_RX_TIMEOUT;
    UART_NVIC_ISER = 1 << 5;
}

static int uart_offer(char c)
{
    if (UART_REG(UART_FR) & UART_NO_ROOM)
        return 0;
    UART_REG(UART_DR) = (uint8_t)c;
    return 1;
}

static void uart_tell(void)
{
    UART_REG(UART_IM) |= UART_TX;
}
#endif
#endif
