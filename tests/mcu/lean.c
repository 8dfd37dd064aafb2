/* lean.c: what the lean core does, with the time of each event.
 *
 * Built with CEDE_TICKS_AT_START, so that all of it happens around the wrap-around of the
 * ticks. Under CEDE_NO_CANCEL the part without cancellation. */
#include <cede/chip.h>
#include "board.h"

static cede_time start;
static volatile uint8_t ms, ring_at;

static void event(const char *what)
{
    board_print_number((long)(cede_tick_span)(cede_now().ticks - start.ticks));
    board_print(" ");
    board_print(what);
    board_print("\n");
}

static void check(const char *what, int ok)
{
    if (ok)
        return;
    board_print("wrong: ");
    board_print(what);
    board_exit(1);
}

/* ---- an interrupt that sets and puts ------------------------------------------------- */

static cede_flag bell;
CEDE_BYTES(received, 8);

BOARD_ON_TICK
{
    cede_port_tick();
    if (++ms == ring_at)
        cede_flag_set(&bell);
}

/* ---- helpers ---------------------------------------------------------------------------- */

static async void nap(const char *name, int for_ms)
{
    await(cede_sleep(cede_ms(for_ms)));
    event(name);
}

cede_static_task(nap1, nap);
cede_static_task(nap2, nap);
cede_static_task(nap3, nap);

static async void sleeps_in_order(void)
{
    check("starts", cede_start(&nap1, nap("the later one", 20)) == 0);
    check("starts", cede_start(&nap2, nap("equal ones, first", 10)) == 0);
    check("starts", cede_start(&nap3, nap("equal ones, second", 10)) == 0);
    check("runs already", cede_start(&nap3, nap("never", 1)) == -EBUSY);
    await(cede_sleep(cede_ms(30)));
    check("starts again", cede_start(&nap3, nap("started again", 1)) == 0);
    await(cede_sleep(cede_ms(5)));
}

/* ---- events ------------------------------------------------------------------------------- */

static cede_event all = CEDE_EVENT_INIT(all), one = CEDE_EVENT_AUTO_INIT(one);

static async void waits(const char *name, cede_event *e)
{
    await(cede_event_wait(e));
    event(name);
}

cede_static_task(waiter1, waits);
cede_static_task(waiter2, waits);

static async void events(void)
{
    cede_start(&waiter1, waits("all, first", &all));
    cede_start(&waiter2, waits("all, second", &all));
    await(cede_yield());
    cede_event_set(&all);
    cede_event_clear(&all);
    await(cede_sleep(cede_ms(1)));
    cede_start(&waiter1, waits("one, first", &one));
    cede_start(&waiter2, waits("one, second", &one));
    await(cede_yield());
    cede_event_set(&one);
    await(cede_sleep(cede_ms(1)));
    check("a timed wait", await(cede_event_wait_for(&one, cede_ms(10))) == -ETIMEDOUT);
    event("timed wait over");
    cede_event_set(&one);
    await(cede_sleep(cede_ms(1)));
    check("nobody's set is remembered", !cede_event_is_set(&one));
    cede_event_set(&one);
    check("remembered", await(cede_event_wait_for(&one, cede_ms(10))) == 0);
    event("remembered");
}

/* ---- flags and bytes ------------------------------------------------------------------------- */

static async void interrupts(void)
{
    int i;
    ring_at = (uint8_t)(ms + 7);
    check("in time", await(cede_flag_wait_for(&bell, cede_ms(20))) == 0);
    event("rung");
    check("too late", await(cede_flag_wait_for(&bell, cede_ms(20))) == -ETIMEDOUT);
    event("not rung");
    for (i = 0; i < 10; i++)
        check("room for eight", cede_bytes_put_from_isr(&received.bytes, (uint8_t)(200 + i)) == (i < 8 ? 0 : -EAGAIN));
    for (i = 0; i < 8; i++)
        check("in order", await(cede_bytes_get(&received.bytes)) == 200 + i);
}

/* ---- cancellation -------------------------------------------------------------------------------- */

#ifndef CEDE_NO_CANCEL
static async void long_one(void)
{
    defer {
        event(cede_leaving() == -ECANCELED ? "defer, cancelled" : "defer, otherwise");
        await(cede_sleep(cede_ms(2)));
        event("defer has waited");
    }
    await(cede_sleep(cede_s(20)));
    check("unwound", 0);
}

static async void forever(cede_event *e)
{
    defer event("no longer waits");
    await(cede_event_wait(e));
}

cede_static_task(cancelled, long_one);

static async void cancels(void)
{
    cede_start(&cancelled, long_one());
    await(cede_sleep(cede_ms(3)));
    cede_task_cancel(cede_task_of(&cancelled), 0);
    await(cede_sleep(cede_ms(10)));
    check("has ended", cede_start(&cancelled, long_one()) == 0);
    cede_task_cancel(cede_task_of(&cancelled), 0);
    await(cede_sleep(cede_ms(10)));
}

static async void deadlines(void)
{
    within (cede_ms(10)) {
        await(forever(&one));
        check("unwound", 0);
    } else {
        event("within has passed");
    }
    within (cede_ms(10)) {
        await(cede_sleep(cede_ms(5)));
        event("within it");
    } else {
        check("not passed", 0);
    }
    within (cede_ms(4)) {
        within (cede_ms(8))
            await(cede_sleep(cede_ms(12)));
        check("unwound by the outer one", 0);
    } else {
        event("the outer one");
    }
    within (cede_ms(4)) {
        shield {
            await(cede_sleep(cede_ms(9)));
            event("shielded");
        }
        await(cede_sleep(cede_ms(50)));
        check("held back only", 0);
    } else {
        event("after the shield");
    }
}
#endif

/* ---- ends ------------------------------------------------------------------------------------------ */

/* As an interrupt does that comes while the task runs already. */
static async void woken_at_its_end(cede_task *itself)
{
    await(cede_yield());
    cede_wake(itself);
}

cede_static_task(awake, woken_at_its_end);

static async void ends(void)
{
    int i, started;
    for (i = 0; i < 3; i++) {
        if (i)
            cede_wake(cede_task_of(&awake));        /* in the ring before it starts */
        started = cede_start(&awake, woken_at_its_end(cede_task_of(&awake)));
        check("has ended", started == 0);
        await(cede_yield());
        await(cede_yield());
        await(cede_yield());
    }
}

static async int all_of_it(void)
{
    await(sleeps_in_order());
    await(events());
    await(interrupts());
    await(ends());
#ifndef CEDE_NO_CANCEL
    await(cancels());
    await(deadlines());
#endif
    event("end");
    board_exit(0);
    return 0;
}

cede_static_task(main_task, all_of_it);

int main(void)
{
    board_init();
    cede_chip_begin();
    start = cede_now();
    cede_start(&main_task, all_of_it());
    cede_chip_run();
}
