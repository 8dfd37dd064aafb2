/* chip_loop.c: the loop of <cede/chip.h>: the core's turns, the port's clock and idle.
 *
 * Always:
 *   1. what is looked at before sleeping is looked at with interrupts kept out, so a
 *      wake that comes between the look and the sleep ends the sleep;
 *   2. a sleep is at most MOST ticks long, so the clock is read before it wraps around
 *      twice.
 * Runs in main, not in interrupts. Never allocates. */
#include <cede/chip.h>
#include "chip_loop.h"

_Static_assert(1000000000 % CEDE_TICK_HZ == 0, "a tick is a whole number of nanoseconds");
enum { TICK_NS = 1000000000 / CEDE_TICK_HZ };
enum { MOST = 0x40000000 };             /* ticks */

static cede_loop loop;
static cede_ticks seen;                 /* when the clock was last read… */
static cede_time now;                   /* …and what it showed */

cede__interrupt_loop *cede__interrupt_loops;
cede_loop *const cede__chip_main = &loop;

cede_time cede_port_clock(void)
{
    unsigned before = cede_port_lock();
    cede_ticks ticks = cede_port_ticks();
    cede_time at;
    now.ns += (int64_t)(cede_ticks)(ticks - seen) * TICK_NS;
    seen = ticks;
    at = now;
    cede_port_unlock(before);
    return at;
}

cede_time cede__chip_clock(cede_loop *l)
{
    (void)l;
    return cede_port_clock();
}

/* Rounded up: never early. */
static cede_ticks ticks_until(cede_time deadline)
{
    int64_t left = deadline.ns - now.ns;
    return left > (int64_t)MOST * TICK_NS ? MOST : (cede_ticks)((left + (TICK_NS - 1)) / TICK_NS);
}

/* Interrupts are kept out. */
static cede_time earliest(cede_time deadline)
{
    const cede__interrupt_loop *i;
    for (i = cede__interrupt_loops; i; i = i->other)
        if (i->next.ns < deadline.ns)
            deadline = i->next;
    return deadline;
}

static void idle(cede_loop *l, cede_time deadline)
{
    unsigned before = cede_port_lock();
    deadline = earliest(deadline);
    if (!l->posted && deadline.ns > cede_port_clock().ns)
        cede_port_idle(seen + ticks_until(deadline));
    cede_port_unlock(before);
}

/* The interrupt that posts a waker has ended the wait. */
static void kick(cede_loop *l)
{
    (void)l;
}

static const cede__loop_ops ops = { cede__chip_clock, idle, kick, NULL, NULL };

static void *no_memory(void *ctx, size_t size)
{
    (void)ctx, (void)size;
    return NULL;
}

void cede__chip_loop_init(cede_loop *l, const cede__loop_ops *with)
{
    static const cede_allocator none = { no_memory, NULL, NULL };
    cede__loop_init(l, with, none);
}

void cede_chip_begin(void)
{
    cede__chip_loop_init(&loop, &ops);
    cede__loop_enter(&loop);
}

void cede_chip_memory(cede_allocator memory)
{
    cede_loop_current()->memory = memory;
}

void cede_chip_run(void)
{
    for (;;)
        cede__loop_turn(&loop);
}
