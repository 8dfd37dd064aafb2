/* simavr_world.h: what can be around the chip in simavr_run.
 *
 *     D2@100,250,…   pin D2 begins high and changes at these microseconds
 *     serial         standard input comes to USART0, once the program has switched its receiver on
 *     eeprom         256 bytes on the two-wire bus, address 0x50: a write begins with the place */
#ifndef SIMAVR_WORLD_H
#define SIMAVR_WORLD_H

#include <simavr/avr_ioport.h>
#include <simavr/avr_twi.h>
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- who types --------------------------------------------------------------------------- */

enum { UCSR0B = 0xC1, RXEN0 = 1 << 4, BYTE_CYCLES = 1600 };

static avr_cycle_count_t type(avr_t *avr, avr_cycle_count_t when, void *param)
{
    int c;
    (void)param;
    if (avr->data[UCSR0B] & RXEN0) {
        if ((c = getchar()) == EOF)
            return 0;
        avr_raise_irq(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_INPUT), (uint32_t)c);
    }
    return when + BYTE_CYCLES;
}

/* ---- a pin that changes ----------------------------------------------------------------- */

static struct {
    avr_irq_t *irq;
    const char *times;      /* what is left of them */
    uint32_t level;
} pin;

static avr_cycle_count_t change_pin(avr_t *avr, avr_cycle_count_t when, void *param);

/* When the next change is; 0: there is none. */
static avr_cycle_count_t next_change(avr_t *avr)
{
    char *end;
    unsigned long us = strtoul(pin.times, &end, 10);
    if (end == pin.times)
        return 0;
    pin.times = *end == ',' ? end + 1 : end;
    return (avr_cycle_count_t)us * avr->frequency / 1000000;
}

static avr_cycle_count_t change_pin(avr_t *avr, avr_cycle_count_t when, void *param)
{
    (void)when, (void)param;
    pin.level = !pin.level;
    avr_raise_irq(pin.irq, pin.level);
    return next_change(avr);
}

static int add_pin(avr_t *avr, const char *text)
{
    avr_cycle_count_t first;
    pin.irq = avr_io_getirq(avr, AVR_IOCTL_IOPORT_GETIRQ(text[0]), text[1] - '0');
    pin.times = text + 3;
    pin.level = 1;
    if (!pin.irq || !(first = next_change(avr)))
        return 0;
    avr_raise_irq(pin.irq, 1);
    avr_cycle_timer_register(avr, first, change_pin, NULL);
    return 1;
}

/* ---- an EEPROM on the bus ------------------------------------------------------------------ */

static struct {
    avr_irq_t *irqs;
    int selected, placed;
    uint8_t at, bytes[256];
} eeprom;

enum { EEPROM_ADDRESS = 0x50 };

static void eeprom_say(uint8_t what, uint8_t data)
{
    avr_raise_irq(eeprom.irqs + TWI_IRQ_INPUT, avr_twi_irq_msg(what, EEPROM_ADDRESS << 1, data));
}

static void on_bus(struct avr_irq_t *irq, uint32_t value, void *param)
{
    avr_twi_msg_irq_t m;
    (void)irq, (void)param;
    m.u.v = value;
    if (m.u.twi.msg & TWI_COND_STOP)
        eeprom.selected = 0;
    if (m.u.twi.msg & TWI_COND_START) {
        eeprom.selected = m.u.twi.addr >> 1 == EEPROM_ADDRESS;
        eeprom.placed = 0;
        eeprom_say(TWI_COND_ACK, (uint8_t)eeprom.selected);     /* simavr remembers the last one */
    } else if (eeprom.selected && m.u.twi.msg & TWI_COND_WRITE) {
        if (!eeprom.placed)
            eeprom.at = m.u.twi.data;
        else
            eeprom.bytes[eeprom.at++] = m.u.twi.data;
        eeprom.placed = 1;
        eeprom_say(TWI_COND_ACK, 1);
    } else if (eeprom.selected && m.u.twi.msg & TWI_COND_READ) {
        eeprom_say(TWI_COND_READ, eeprom.bytes[eeprom.at++]);
    }
}

static int add_eeprom(avr_t *avr)
{
    eeprom.irqs = avr_io_getirq(avr, AVR_IOCTL_TWI_GETIRQ(0), 0);
    if (!eeprom.irqs)
        return 0;
    avr_irq_register_notify(eeprom.irqs + TWI_IRQ_OUTPUT, on_bus, NULL);
    return 1;
}

/* 0: it knows no such thing. */
static int world_add(avr_t *avr, const char *text)
{
    if (strcmp(text, "serial") == 0) {
        avr_cycle_timer_register(avr, BYTE_CYCLES, type, NULL);
        return 1;
    }
    if (strcmp(text, "eeprom") == 0)
        return add_eeprom(avr);
    if (strlen(text) > 3 && text[2] == '@')
        return add_pin(avr, text);
    return 0;
}

#endif
