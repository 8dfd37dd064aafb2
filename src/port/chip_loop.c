/* chip_loop.c: the loop of <cede/chip.h>: the core's turns, the port's clock and idle.
 *
 * Always:
 *   1. what is looked at before sleeping is looked at with interrupts kept out, so a
 *      wake that comes between the look and the sleep ends the sleep;
 *   2. a sleep is at most MOST ticks long, so the clock is read before it wraps around
 *      twice.
 * Runs in main, not in interrupts. Never allocates. */
#include <cede/chip.h>
#include "../core/loop_core.h"

_Static_assert(1000000000 % CEDE_TICK_HZ == 0, "a tick is a whole number of nanoseconds");
enum { TICK_NS = 1000000000 / CEDE_TICK_HZ };
enum { MOST = 0x40000000 };             /* ticks */

static cede_loop loop;
static cede_ticks seen;                 /* when the clock was last read… */
static cede_time now;                   /* …and what it showed */

cede_time cede_port_clock(void)
{
    cede_ticks ticks = cede_port_ticks();
    now.ns += (int64_t)(cede_ticks)(ticks - seen) * TICK_NS;
    seen = ticks;
    return now;
}

static cede_time read_clock(cede_loop *l)
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

static void idle(cede_loop *l, cede_time deadline)
{
    unsigned before = cede_port_lock();
    if (!l->posted && deadline.ns > cede_port_clock().ns)
        cede_port_idle(seen + ticks_until(deadline));
    cede_port_unlock(before);
}

/* The interrupt that posts a waker has ended the wait. */
static void kick(cede_loop *l)
{
    (void)l;
}

static const cede__loop_ops ops = { read_clock, idle, kick, NULL, NULL };

static void *no_memory(void *ctx, size_t size)
{
    (void)ctx, (void)size;
    return NULL;
}

void cede_chip_begin(void)
{
    static const cede_allocator none = { no_memory, NULL, NULL };
    cede__loop_init(&loop, &ops, none);
    cede__loop_enter(&loop);
}

void cede_chip_memory(cede_allocator memory)
{
    loop.memory = memory;
}

void cede_chip_run(void)
{
    for (;;)
        cede__loop_turn(&loop);
}
