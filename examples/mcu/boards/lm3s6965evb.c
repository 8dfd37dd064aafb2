/* lm3s6965evb.c: the lamp is pin 0 of port F, the serial port UART0. */
#include "print.h"
#include "semihosting.h"

#define SYSCTL(offset) (*(volatile uint32_t *)(0x400FE000 + (offset)))
#define PORT_F(offset) (*(volatile uint32_t *)(0x40025000 + (offset)))
#define UART0(offset)  (*(volatile uint32_t *)(0x4000C000 + (offset)))
enum { RCGC1 = 0x104, RCGC2 = 0x108 };
enum { DIR = 0x400, DEN = 0x51C };
enum { DR = 0x00, FR = 0x18, IBRD = 0x24, FBRD = 0x28, LCRH = 0x2C, CTL = 0x30 };
enum { LAMP = 1 << 0, FULL = 1 << 5 };

static void put_char(char c)
{
    while (UART0(FR) & FULL)
        ;
    UART0(DR) = (uint8_t)c;
}

void board_init(void)
{
    SYSCTL(RCGC1) |= 1 << 0;
    SYSCTL(RCGC2) |= 1 << 5 | 1 << 0;
    PORT_F(DIR) |= LAMP;
    PORT_F(DEN) |= LAMP;
    UART0(IBRD) = 6;                /* 12.5 MHz / 16 / 115200 */
    UART0(FBRD) = 50;
    UART0(LCRH) = 3 << 5;           /* 8 bits; no FIFOs, which lose what came before */
    UART0(CTL) = 1 << 0 | 1 << 8 | 1 << 9;
    cede_port_start(12500000);
}

/* An address of the port says which pins are meant. */
void board_lamp(int on)
{
    PORT_F(LAMP << 2) = on ? LAMP : 0;
}

int board_lamp_is_on(void)
{
    return PORT_F(LAMP << 2) != 0;
}

void board_exit(int status)
{
    semihosting_exit(status);
}
