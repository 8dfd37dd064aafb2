/* debug_host.c: debug mode of a hosted loop: what is seen where it waits.
 *
 * The loop's selector gets another table of functions, so that a loop that is not in
 * debug mode has not an instruction more:
 *     add, remove    remember who has opened a descriptor
 *     wait           before it blocks: looks for deadlocks; while it blocks a wake-up is
 *                    another thread's mistake, and runs into a guard; then the dump that a
 *                    signal has asked for
 * Loop's thread. Allocates with realloc. */
#include <stdlib.h>
#include <string.h>
#include "../core/deadlock.h"
#include "../core/dump.h"
#include "../core/self.h"
#include "../core/timers.h"
#include "../loop/host.h"
#include "debug.h"

static cede__debug *debug_of(const cede__selector *s)
{
    return (cede__debug *)(void *)((char *)(uintptr_t)s->kind - offsetof(cede__debug, kind));
}

/* ---- descriptors ----------------------------------------------------------------------- */

/* Where the task that runs was when its step began. */
static cede_where opener(void)
{
    cede_where w = { "the program", NULL, 0 };
    cede__record *r = cede__self.task ? cede__record_of(cede__self.task) : NULL;
    return r ? r->before : w;
}

static void remember(cede__debug *d, int fd)
{
    if (fd >= d->n_opened) {
        int n = fd * 2 + 16;
        cede_where *more = realloc(d->opened, (size_t)n * sizeof *more);
        if (!more)
            return;
        memset(more + d->n_opened, 0, (size_t)(n - d->n_opened) * sizeof *more);
        d->opened = more;
        d->n_opened = n;
    }
    d->opened[fd] = opener();
}

static int add(cede__selector *s, cede_fd *f)
{
    cede__debug *d = debug_of(s);
    int err = d->own->add(s, f);
    if (err == 0 && !(f->flags & CEDE__FD_ALWAYS))
        remember(d, f->fd);
    return err;
}

static void remove_fd(cede__selector *s, cede_fd *f)
{
    cede__debug *d = debug_of(s);
    d->own->remove(s, f);
    if (f->fd < d->n_opened)
        d->opened[f->fd].function = NULL;
}

void cede__debug_say_open(cede__debug *d)
{
    char at[CEDE__WHERE_TEXT];
    for (int fd = 0; fd < d->n_opened; fd++)
        if (d->opened[fd].function)
            cede__debug_say(d, "descriptor %d was left open; it was opened behind %s", fd,
                            cede__where_text(at, d->opened[fd], d->opened[fd].function));
}

/* ---- deadlocks --------------------------------------------------------------------------- */

/* Cycles are looked for as often as a person reads. That nothing can happen is said when
 * nothing has for long enough that another thread would have called. */
static const cede_duration LOOKS_APART = { 1000000000 }, QUIET = { 100000000 };

static void look_for_cycles(cede__debug *d)
{
    cede_loop *l = d->loop;
    cede_time now = l->ops->clock(l);
    if (d->looked.ns && now.ns - d->looked.ns < LOOKS_APART.ns)
        return;
    d->looked = now;
    if (cede__deadlock_check((cede__out){ NULL, NULL }, l) == d->stuck)
        return;
    d->stuck = cede__deadlock_check(d->out, l);
}

/* Wakers of other threads may still call functions; so it is said when for a while none
 * has, and once. */
static int all_wait(cede__debug *d)
{
    cede_loop *l = d->loop;
    return d->quiet != l->steps && !l->posted && cede__timers_next(l).ns == CEDE_NEVER.ns && cede__all_wait(l);
}

static void say_all_wait(cede__debug *d)
{
    d->quiet = d->loop->steps;
    cede__debug_say(d, "every task waits for another one of this loop; only a signal or another thread could go on:");
    cede__dump(d->out, d->loop, NULL);
}

/* ---- waiting -------------------------------------------------------------------------------- */

/* Blocks without reporting anything, so that no wake-up is the loop's own. */
static int rest(cede__debug *d, cede__selector *s, int64_t timeout_ns)
{
    cede__queue *q = &d->loop->ready;
    cede_task **guard = cede__guard_enter(d);
    int happened;
    if (guard)
        q->end = guard;
    happened = d->own->rest(s, timeout_ns);
    q->end = &q->first;
    return happened;
}

static void block(cede__debug *d, cede__selector *s, int64_t timeout_ns)
{
    look_for_cycles(d);
    if (timeout_ns < 0 && all_wait(d)) {
        if (rest(d, s, QUIET.ns))
            return;
        say_all_wait(d);
    }
    rest(d, s, timeout_ns);
}

static void dump_if_asked(cede__debug *d)
{
    if (!atomic_exchange(&d->asked, 0))
        return;
    cede__debug_say(d, "all tasks:");
    cede__dump(d->out, d->loop, NULL);
}

static void wait(cede__selector *s, int64_t timeout_ns)
{
    cede__debug *d = debug_of(s);
    dump_if_asked(d);
    if (timeout_ns != 0) {
        d->depth = cede__stack(d->stack, CEDE__STACK);
        block(d, s, timeout_ns);
    }
    d->own->wait(s, 0);
    dump_if_asked(d);
}

/* ---- life ------------------------------------------------------------------------------------- */

void cede__debug_host_begin(cede__debug *d)
{
    cede__host *h = cede__host_of(d->loop);
    if (!h)
        return;
    d->own = h->selector->kind;
    d->kind = *d->own;
    d->kind.add = add;
    d->kind.remove = remove_fd;
    d->kind.wait = wait;
    h->selector->kind = &d->kind;
    cede__ask_begin(d);
}

void cede__debug_host_end(cede__debug *d)
{
    if (!d->own)
        return;
    cede__ask_end(d);
    cede__guard_leave(d);
    free(d->opened);
    cede__host_of(d->loop)->selector->kind = d->own;
}
