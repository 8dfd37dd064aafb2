/* storm.c: an interrupt at each moment around the decision to sleep; none is lost.
 *
 * A task arms a timer that interrupts once after n cycles and awaits the waker that its
 * handler posts (in the lean core, the flag that it sets), for each n up to ROUNDS, so that the interrupt comes at every place of
 * the way into the sleep. Nothing else interrupts: one lost wake, and the chip sleeps for
 * good. The idle is the ticked port's, whose timer is taken away from it. */
#include <cede/chip.h>
#include "board.h"

enum { ROUNDS = 1500 };

/* ---- a timer that interrupts once --------------------------------------------------- */

#if defined(__AVR__)
static void arm(unsigned n)
{
    TCCR1B = 0;
    TCNT1 = 0;
    OCR1A = n;
    TIFR1 = 1 << OCF1A;
    TCCR1B = 1 << CS10;
}

static void disarm(void)
{
    TCCR1B = 0;
}
#elif defined(__arm__)
#define SYST ((volatile uint32_t *)0xE000E010)
#define ICSR (*(volatile uint32_t *)0xE000ED04)

static void arm(unsigned n)
{
    SYST[0] = 0;
    SYST[1] = n;
    SYST[2] = 0;
    SYST[0] = 7;
}

/* It counts again by itself, and with a small n has come again before the handler is here. */
static void disarm(void)
{
    SYST[0] = 0;
    ICSR = 1 << 25;
}
#else
#define MTIMECMP ((volatile uint32_t *)0x2004000)
#define MTIME    ((volatile uint32_t *)0x200BFF8)

static void arm(unsigned n)
{
    MTIMECMP[0] = MTIME[0] + n;
    MTIMECMP[1] = MTIME[1];
}

static void disarm(void)
{
    MTIMECMP[1] = UINT32_MAX;
}
#endif

/* ---- the test --------------------------------------------------------------------------- */

static volatile unsigned posted;
#ifdef CEDE_LEAN
static cede_flag waker;
#define cede_waker_init(w)    ((void)(w))
#define cede_waker_wait(w)    cede_flag_wait(w)
#define cede_wake_from_isr(w) cede_flag_set(w)
#else
static cede_waker waker;
#endif

BOARD_ON_TICK
{
    disarm();
    posted++;
    cede_wake_from_isr(&waker);
}

static async int storm(void)
{
    unsigned n;
    cede_waker_init(&waker);
    for (n = 1; n <= ROUNDS; n++) {
        arm(n);
        await(cede_waker_wait(&waker));
        if (posted != n)
            board_exit(1);
    }
    board_print("no wake was lost\n");
    board_exit(0);
    return 0;
}

cede_static_task(task, storm);

int main(void)
{
    board_init();
    disarm();
    cede_chip_begin();
    cede_start(&task, storm());
    cede_chip_run();
}
