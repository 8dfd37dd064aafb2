/* switch.c: what it costs to wake another task and have it run, and from an interrupt to
 * its task. On RISC-V in instructions, with QEMU's clock at one a nanosecond; on an AVR in
 * cycles.
 *
 * Two tasks wake each other in turn; then a timer interrupts 200 times, each a little
 * later after the chip went to sleep, and its handler sets a flag. */
#include <cede/chip.h>
#include "board.h"

enum { ROUNDS = 1000, INTERRUPTS = 200 };

#if defined(__AVR__)
#define CYCLES ((volatile uint8_t *)0xE4)       /* of simavr_run */

static uint32_t count(void)
{
    uint32_t n = CYCLES[0];
    n |= (uint32_t)CYCLES[1] << 8;
    n |= (uint32_t)CYCLES[2] << 16;
    return n | (uint32_t)CYCLES[3] << 24;
}

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
#else
#define MTIMECMP ((volatile uint32_t *)0x2004000)
#define MTIME    ((volatile uint32_t *)0x200BFF8)

static uint32_t count(void)
{
    uint32_t n;
    __asm__ volatile ("csrr %0, minstret" : "=r"(n));
    return n;
}

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

/* ---- a leaf that waits to be woken, and nothing else ------------------------------------ */

CEDE__FRAME pause__args { cede_state cede__state; };
CEDE__FRAME pause__frame { cede_state cede__state; };
CEDE__LEAF(int, pause);
async int pause(void);

cede_status pause__step(void *frame, cede_task *t)
{
    cede_state *state = frame;
    (void)t;
    if (*state)
        return CEDE_DONE;
    *state = CEDE__BEGUN;
    return CEDE_PENDING;
}

const cede_fn pause__fn = { .name = "pause", .step = pause__step, .size = pause__size, .deep = pause__deep };

/* ---- the measurements ---------------------------------------------------------------------- */

static cede_flag flag;
static uint32_t interrupted;

BOARD_ON_TICK
{
    interrupted = count();
    disarm();
    cede_flag_set(&flag);
}

static async void echo(cede_task *other)
{
    for (;;) {
        (void)await(pause());
        cede_wake(other);
    }
}

cede_static_task(echo_block, echo);

static void say(const char *what, uint32_t n)
{
    board_print(what);
    board_print_number((long)n);
}

static async void measure(cede_task *other)
{
    uint32_t begin, sum = 0, worst = 0;
    uint16_t i;
    await(cede_yield());
    begin = count();
    for (i = 0; i < ROUNDS; i++) {
        cede_wake(other);
        (void)await(pause());
    }
    say("wake and resume: ", (count() - begin) / (2 * ROUNDS));
    for (i = 0; i < INTERRUPTS; i++) {
        uint32_t n;
        arm(100 + i);
        await(cede_flag_wait(&flag));
        n = count() - interrupted;
        sum += n;
        worst = n > worst ? n : worst;
    }
    say(", interrupt to task: ", sum / INTERRUPTS);
    say(" on average, ", worst);
    board_print(" at worst\n");
    board_exit(0);
}

cede_static_task(main_block, measure);

int main(void)
{
    board_init();
    disarm();
    cede_chip_begin();
    cede_start(&echo_block, echo(cede_task_of(&main_block)));
    cede_start(&main_block, measure(cede_task_of(&echo_block)));
    cede_chip_run();
}
