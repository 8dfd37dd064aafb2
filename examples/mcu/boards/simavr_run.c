/* simavr_run.c: runs a program on an AVR that simavr simulates, as fast as it can.
 *
 *     simavr_run CHIP HZ PROGRAM.elf [THING...]
 *
 * Prints what comes out of USART0. simavr_world.h has the things around the chip. The program ends when it sleeps with interrupts off,
 * with GPIOR0 as exit status; 134 where the processor crashed, 124 after 4000 seconds of the
 * chip's time: nothing depends on this machine's clock.
 * A program may read the cycles it was awake, 32 bits, low byte first, at 0xE0, and all
 * cycles, 64 bits, at 0xE4, where an ATmega328P has no registers: reading the lowest byte
 * takes the count. */
#include <simavr/avr_uart.h>
#include <simavr/sim_avr.h>
#include <simavr/sim_elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "simavr_world.h"

enum { GPIOR0 = 0x3E, AWAKE = 0xE0, ALL = 0xE4, END = 0xEC };

static avr_cycle_count_t asleep;    /* cycles that were skipped */
static uint32_t awake;              /* when AWAKE was last read */
static uint64_t all;                /* when ALL was */

/* simavr would wait as long as the chip sleeps; it counts the cycles by itself. */
static void do_not_wait(avr_t *avr, avr_cycle_count_t cycles)
{
    (void)avr;
    asleep += cycles;
}

static uint8_t read_count(avr_t *avr, avr_io_addr_t address, void *param)
{
    (void)param;
    if (address == AWAKE)
        awake = (uint32_t)(avr->cycle - asleep);
    if (address == ALL)
        all = avr->cycle;
    return (uint8_t)(address < ALL ? awake >> 8 * (address - AWAKE) : all >> 8 * (address - ALL));
}

static void print_byte(struct avr_irq_t *irq, uint32_t value, void *param)
{
    (void)irq, (void)param;
    putchar((int)value);
}

static void no_messages(avr_t *avr, const int level, const char *format, va_list args)
{
    (void)avr;
    if (level == LOG_ERROR)
        vfprintf(stderr, format, args);
}

static avr_t *chip_with(const char *chip, const char *program, uint32_t hz)
{
    elf_firmware_t firmware;
    avr_t *avr = avr_make_mcu_by_name(chip);
    memset(&firmware, 0, sizeof firmware);
    if (!avr || elf_read_firmware(program, &firmware) != 0) {
        fprintf(stderr, "simavr_run: no such chip or program: %s, %s\n", chip, program);
        exit(2);
    }
    avr_init(avr);
    firmware.frequency = hz;
    avr_load_firmware(avr, &firmware);
    avr->sleep = do_not_wait;
    return avr;
}

static void connect_uart(avr_t *avr)
{
    uint32_t flags = 0;
    avr_ioctl(avr, AVR_IOCTL_UART_SET_FLAGS('0'), &flags);
    avr_irq_register_notify(avr_io_getirq(avr, AVR_IOCTL_UART_GETIRQ('0'), UART_IRQ_OUTPUT), print_byte, NULL);
}

int main(int argc, char **argv)
{
    avr_t *avr;
    avr_cycle_count_t end;
    int state = cpu_Running, i;
    if (argc < 4) {
        fprintf(stderr, "usage: simavr_run CHIP HZ PROGRAM.elf [THING...]\n");
        return 2;
    }
    avr_global_logger_set(no_messages);
    avr = chip_with(argv[1], argv[3], (uint32_t)atol(argv[2]));
    end = (avr_cycle_count_t)avr->frequency * 4000;
    connect_uart(avr);
    for (i = 4; i < argc; i++)
        if (!world_add(avr, argv[i])) {
            fprintf(stderr, "simavr_run: no such thing: %s\n", argv[i]);
            return 2;
        }
    for (i = AWAKE; i < END; i++)
        avr_register_io_read(avr, (avr_io_addr_t)i, read_count, NULL);
    while (state != cpu_Done && state != cpu_Crashed && avr->cycle < end)
        state = avr_run(avr);
    return state == cpu_Done ? avr->data[GPIOR0] : state == cpu_Crashed ? 134 : 124;
}
