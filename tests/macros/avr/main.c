/* main.c: one program by hand on an ATmega328P: 32 KB of flash, 2 KB of RAM.
 *
 * Its events go out of the serial port, which simavr prints. The clock is simulated as
 * on a server: it jumps to the next deadline when nothing is ready. RUN is the program.
 * Tasks that are spawned come from malloc. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include "../../../src/core/loop_core.h"
#include "../twin.h"

/* ---- the serial port --------------------------------------------------------------- */

static int put_char(char c, FILE *f)
{
    (void)f;
    while (!(UCSR0A & (1 << UDRE0)))
        ;
    UDR0 = (uint8_t)c;
    return 0;
}

static FILE serial = FDEV_SETUP_STREAM(put_char, NULL, _FDEV_SETUP_WRITE);

/* simavr ends when the processor sleeps and no interrupt can wake it. */
static void end(void)
{
    cli();
    for (;;)
        sleep_mode();
}

void cede_port_say(const char *text)
{
    fputs(text, stdout);
}

void cede_port_stop(void)
{
    puts("stopped");
    end();
}

void event(const char *format, ...)
{
    va_list args;
    printf("%ld us: ", (long)(cede_now().ns / 1000));
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    putchar('\n');
}

/* ---- the loop -------------------------------------------------------------------------- */

static cede_loop loop;
static cede_time now;

static cede_time read_clock(cede_loop *l)
{
    (void)l;
    return now;
}

static void idle(cede_loop *l, cede_time deadline)
{
    if (l->posted || deadline.ns <= now.ns)
        return;
    if (deadline.ns == CEDE_NEVER.ns) {
        puts("stuck");
        end();
    }
    now = deadline;
}

static void kick(cede_loop *l)
{
    (void)l;
}

static const cede__loop_ops ops = { read_clock, idle, kick, NULL, NULL };

static void *get(void *ctx, size_t size)
{
    (void)ctx;
    return malloc(size);
}

static void put(void *ctx, void *block, size_t size)
{
    (void)ctx, (void)size;
    free(block);
}

void twin_begin(void)
{
    cede_allocator memory = { get, put, NULL };
    cede__loop_init(&loop, &ops, memory);
    cede__loop_enter(&loop);
}

int twin_end(void)
{
    cede__spawned_task();
    cede__loop_run_main(&loop);
    cede__loop_finish(&loop);
    return cede__loop_outcome(&loop);
}

twin_run RUN;

int main(void)
{
    UCSR0B = 1 << TXEN0;
    stdout = &serial;
    printf("outcome %d\n", RUN(NULL));
    if (loop.blocks)
        printf("%u blocks left\n", loop.blocks);
    end();
    return 0;
}
