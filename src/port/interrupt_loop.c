/* interrupt_loop.c: loops that run in interrupts and pre-empt main's.
 *
 * Such a loop is turned by the handler of an interrupt that software makes pending, until it
 * has nothing left to do. To other loops it is what an interrupt is.
 * Always:
 *   1. what this processor was doing, cede__self, is as it was when the handler ends;
 *   2. `next` of each is when its earliest timer is due; main's loop sleeps no longer.
 * Never allocates. */
#include <cede/chip.h>
#include "../core/self.h"
#include "../core/timers.h"
#include "chip_loop.h"

#ifndef CEDE_INTERRUPT_LOOPS
#define CEDE_INTERRUPT_LOOPS 1
#endif

static cede__interrupt_loop loops[CEDE_INTERRUPT_LOOPS];
static unsigned used;

static cede__interrupt_loop *of(cede_loop *l)
{
    return (cede__interrupt_loop *)(void *)l;
}

/* It does not wait: what is not there yet comes with another interrupt. */
static void idle(cede_loop *l, cede_time deadline)
{
    (void)l, (void)deadline;
}

static void kick(cede_loop *l)
{
    of(l)->pend();
}

static const cede__loop_ops ops = { cede__chip_clock, idle, kick, NULL, NULL };

cede_loop *cede_interrupt_loop(void (*pend)(void))
{
    cede__interrupt_loop *i = used < CEDE_INTERRUPT_LOOPS ? &loops[used++] : NULL;
    if (!i)
        return NULL;
    cede__chip_loop_init(&i->loop, &ops);
    i->pend = pend;
    i->next = CEDE_NEVER;
    i->other = cede__interrupt_loops;
    cede__interrupt_loops = i;
    return &i->loop;
}

cede_loop *cede_chip_enter(cede_loop *l)
{
    cede_loop *before = cede__loop_enter(l);
    if (before != cede__chip_main)      /* what was started there shall begin */
        of(before)->pend();
    return before;
}

static void set_next(cede__interrupt_loop *i, cede_time next)
{
    unsigned before = cede_port_lock();
    i->next = next;
    cede_port_unlock(before);
}

/* A time that comes from here on is seen by the tick, what is posted pends the handler. */
void cede_interrupt_run(cede_loop *l)
{
    struct cede__self before = cede__self;
    cede__loop_enter(l);
    do {
        cede__loop_turn(l);
        set_next(of(l), cede__timers_next(l));
    } while (l->ready.first || l->firing || of(l)->next.ns <= cede__chip_clock(l).ns);
    cede__self = before;
}

void cede_interrupt_tick(cede_loop *l)
{
    if (of(l)->next.ns <= cede__chip_clock(l).ns)
        of(l)->pend();
}
