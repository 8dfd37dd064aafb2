/* microbit.c: the lamp is GPIO pin 4 (column 1 of the matrix), the serial port UART0. */
#include "print.h"
#include "semihosting.h"

#define GPIO(offset) (*(volatile uint32_t *)(0x50000000 + (offset)))
#define UART(offset) (*(volatile uint32_t *)(0x40002000 + (offset)))
enum { OUTSET = 0x508, OUTCLR = 0x50C, OUT = 0x504, DIRSET = 0x518 };
enum { STARTTX = 0x008, TXDRDY = 0x11C, ENABLE = 0x500, PSELTXD = 0x50C, TXD = 0x51C, BAUDRATE = 0x524 };
enum { LAMP = 1 << 4 };

static void put_char(char c)
{
    UART(TXDRDY) = 0;
    UART(TXD) = (uint8_t)c;
    while (!UART(TXDRDY))
        ;
}

void board_init(void)
{
    GPIO(DIRSET) = LAMP;
    UART(PSELTXD) = 24;
    UART(BAUDRATE) = 0x01D7E000;    /* 115200 */
    UART(ENABLE) = 4;
    UART(STARTTX) = 1;
    cede_port_start(16000000);
}

void board_lamp(int on)
{
    GPIO(on ? OUTSET : OUTCLR) = LAMP;
}

int board_lamp_is_on(void)
{
    return (GPIO(OUT) & LAMP) != 0;
}

void board_exit(int status)
{
    semihosting_exit(status);
}
