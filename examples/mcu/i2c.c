/* i2c.c: an EEPROM on the two-wire bus of an ATmega328P: writes, reads back, and asks a device that
 * is not there.
 *
 *     make BOARD=atmega328p CORE=lean WORLD=eeprom i2c.run
 *
 * A transaction is a start, an address, bytes and a stop; after each of them the bus interrupts
 * and says how it went. The handler takes the next step from that; the task awaits the end. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <cede/chip.h>
#include <string.h>
#include <util/twi.h>
#include "board.h"

enum { EEPROM = 0x50, NOBODY = 0x23 };

BOARD_ON_TICK
{
    cede_port_tick();
}

/* ---- the bus: one transaction at a time ------------------------------------------------------ */

static struct {
    cede_flag ended;
    const char *out;        /* what is written first… */
    char *in;               /* …and where to put what is read then */
    uint8_t device, n_out, n_in, taken;
    int8_t status;
} bus;

/* The bus goes on when TWINT is written. */
static void go(uint8_t bits)
{
    TWCR = (uint8_t)(1 << TWINT | 1 << TWEN | bits);
}

static void end(int8_t status)
{
    bus.status = status;
    go(1 << TWSTO);
    cede_flag_set(&bus.ended);
}

ISR(TWI_vect)
{
    switch (TW_STATUS) {
    case TW_START:
    case TW_REP_START:
        TWDR = (uint8_t)(bus.device << 1 | (bus.n_out ? TW_WRITE : TW_READ));
        go(1 << TWIE);
        break;
    case TW_MT_SLA_ACK:
    case TW_MT_DATA_ACK:
        if (bus.n_out) {
            bus.n_out--;
            bus.taken++;
            TWDR = (uint8_t)*bus.out++;
            go(1 << TWIE);
        } else if (bus.n_in) {
            go(1 << TWIE | 1 << TWSTA);
        } else {
            end(0);
        }
        break;
    case TW_MR_DATA_ACK:
        *bus.in++ = (char)TWDR;
        bus.n_in--;
        /* fall through */
    case TW_MR_SLA_ACK:
        go(bus.n_in > 1 ? 1 << TWIE | 1 << TWEA : 1 << TWIE);
        break;
    case TW_MR_DATA_NACK:
        *bus.in = (char)TWDR;
        end(0);
        break;
    case TW_MT_SLA_NACK:
    case TW_MR_SLA_NACK:
        end(-ENXIO);
        break;
    default:                /* simavr says of an address, too, that it was data */
        end(bus.taken ? -EIO : -ENXIO);
    }
}

/* Writes, then reads if n_in is not 0. 0; -ENXIO: nobody answers; -EIO: not all was taken. */
static async int i2c(uint8_t device, const char *out, uint8_t n_out, char *in, uint8_t n_in)
{
    bus.device = device;
    bus.out = out;
    bus.n_out = n_out;
    bus.in = in;
    bus.n_in = n_in;
    bus.taken = 0;
    go(1 << TWIE | 1 << TWSTA);
    await(cede_flag_wait(&bus.ended));
    return bus.status;
}

/* ---- what it is for --------------------------------------------------------------------------- */

static async void demo(void)
{
    char back[6] = "";
    board_print_number(await(i2c(EEPROM, "\x07" "async", 7, NULL, 0)));
    board_print(" ");
    board_print_number(await(i2c(EEPROM, "\x07", 1, back, 6)));
    board_print(" ");
    board_print(back);
    board_print("\n");
    board_print(await(i2c(NOBODY, "x", 1, NULL, 0)) == -ENXIO ? "nobody there\n" : "somebody?\n");
    board_exit(strcmp(back, "async") != 0);
}

cede_static_task(task, demo);

int main(void)
{
    board_init();
    TWBR = 72;                          /* 100 kHz */
    cede_chip_begin();
    cede_start(&task, demo());
    cede_chip_run();
}
