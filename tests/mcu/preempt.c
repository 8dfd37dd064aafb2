/* preempt.c: a loop in an interrupt goes on while main's is busy.
 *
 * Main's task computes for 50 ms without an await; meanwhile a task of the other loop wakes each
 * millisecond and beats, and each tenth time it tells main through a mailbox. Main then gets
 * five messages at once, in order; and sends one back, which begins the other loop's step
 * before main's goes on. */
#include <cede/chip.h>
#include <cede/isr.h>
#include "board.h"

static cede_loop *fast;
static volatile uint16_t beats, answers, ms;
static cede_mailbox news;
static uint8_t told[8], full[8];
static cede_event_trigger ask;
static cede_event asked;

/* ---- an interrupt that software makes pending -------------------------------------------- */

#if defined(__AVR__)
#define ON_PEND ISR(TIMER0_COMPA_vect)  /* a timer that is about to pass */

static void pend(void)
{
    TCNT0 = 0;
    OCR0A = 8;
    TIMSK0 = 1 << OCIE0A;
    TCCR0B = 1 << CS00;
}

static void clear(void)
{
    TCCR0B = 0;
    TIFR0 = 1 << OCF0A;
}
#elif defined(__arm__)
#define ICSR  (*(volatile uint32_t *)0xE000ED04)
#define SHPR3 (*(volatile uint32_t *)0xE000ED20)
void PendSV_Handler(void);
#define ON_PEND void PendSV_Handler(void)

static void pend(void)
{
    SHPR3 |= 0xC0u << 16;               /* below the tick */
    ICSR = 1u << 28;
}

static void clear(void)
{
}
#else
#define MSIP (*(volatile uint32_t *)0x2000000)
void machine_software(void);
#define ON_PEND void machine_software(void)

static void pend(void)
{
    __asm__ volatile ("csrs mie, %0" : : "r"(8));
    MSIP = 1;
}

static void clear(void)
{
    MSIP = 0;
}
#endif

ON_PEND
{
    clear();
    cede_interrupt_run(fast);
}

BOARD_ON_TICK
{
    cede_port_tick();
    ms++;
    cede_interrupt_tick(fast);
}

/* ---- the two loops ------------------------------------------------------------------------- */

static async void beat(void)
{
    for (;;) {
        await(cede_sleep(cede_ms(1)));
        if (++beats % 10 == 0) {
            uint8_t tens = (uint8_t)(beats / 10);
            cede_mailbox_put_from_isr(&news, &tens);
        }
    }
}

static async void answer(void)
{
    for (;;) {
        await(cede_event_wait(&asked));
        cede_event_clear(&asked);
        answers++;
    }
}

static uint16_t now_ms(void)
{
    unsigned before = cede_port_lock();
    uint16_t at = ms;
    cede_port_unlock(before);
    return at;
}

static async void busy(void)
{
    uint8_t tens, i;
    uint16_t begun = now_ms();
    while ((uint16_t)(now_ms() - begun) < 52)
        ;
    for (i = 1; i <= 5; i++) {
        await(cede_mailbox_get(&news, &tens));
        if (tens != i)
            board_exit(1);
    }
    if ((uint16_t)(now_ms() - begun) > 55)
        board_exit(2);
    cede_event_set_from_isr(&ask);
    for (i = 0; i < 100 && !answers; i++)
        ;
    if (answers != 1)
        board_exit(3);
    board_print("main was pre-empted\n");
    board_exit(0);
}

cede_static_task(beat_block, beat);
cede_static_task(answer_block, answer);
cede_static_task(busy_block, busy);

int main(void)
{
    cede_loop *before;
    cede_chip_begin();
    cede_mailbox_init(&news, told, 1, 8, full);
    cede_event_init(&asked);
    fast = cede_interrupt_loop(pend);
    before = cede_chip_enter(fast);
    cede_event_trigger_init(&ask, &asked);
    cede_start(&beat_block, beat());
    cede_start(&answer_block, answer());
    cede_chip_enter(before);
    if (cede_interrupt_loop(pend))
        board_exit(4);
    cede_start(&busy_block, busy());
    board_init();
    cede_chip_run();
}
