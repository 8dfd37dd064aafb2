/* language.c: runs programs of the generator's corpus on a chip, one after the other.
 *
 * Each prints what it does behind a line with its name. Plain, it is C without awaits; generated,
 * it runs under virtual time on the simulated loop. Ends with a line that says how many there were. */
#include "programs.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- where it is printed -------------------------------------------------------------------- */

#ifdef __AVR__
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>

static int put(char c, FILE *f)
{
    (void)f;
    while (!(UCSR0A & 1 << UDRE0))
        ;
    UDR0 = (uint8_t)c;
    return 0;
}

static FILE port = FDEV_SETUP_STREAM(put, NULL, _FDEV_SETUP_WRITE);

/* avr-libc has none; the simulated loop names failures with it. */
char *strerror(int error)
{
    (void)error;
    return (char *)"error";
}

static void begin(void)
{
    UCSR0B = 1 << TXEN0;
    stdout = stderr = &port;
}

/* As board_exit. */
static int end(void)
{
    cli();
    GPIOR0 = 0;
    for (;;)
        sleep_mode();
}
#else
static void begin(void)
{
}

static int end(void)
{
    return 0;
}
#ifdef __arm__
void _start(void);
__attribute__((__section__(".vectors"), __used__))
static void (*const vectors[])(void) = { (void (*)(void))0x20400000, _start };
#endif
#endif

int main(void)
{
    int n = 0;
    begin();
    for (const struct program *p = programs; p; p = p->next) {
        printf("# %s\n", p->name);
        p->run(p);
        n++;
    }
    printf("%d programs\n", n);
    return end();
}
