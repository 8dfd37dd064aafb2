/* run.c: a loop's runs: one call to its end, or whatever was started, until a stop.
 *
 * cede_run, cede_main and cede_loop_run:
 *
 *     begin    the loop is made where there is none, entered, signals are listened to
 *              (the macro then arms the call, and its plain symbol makes the main task)
 *     end      turns until it has ended; cancels and awaits what it has detached;
 *              asks the outcome; leaves
 *
 * Always:
 *   1. between begin and end `current` of this thread says what is to be undone;
 *   2. a thread runs one loop at a time;
 *   3. where begin fails the call makes no task, and end says why.
 * Allocates the loop. */
#include "host.h"
#include "../core/check.h"
#include "../core/self.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local struct {
    cede_loop *loop;        /* null: there is none to run, and error says why */
    int error;
    unsigned char owned;    /* made by begin, freed by end */
} current;

static void leave(void)
{
    cede__loop_enter(NULL);
    if (current.owned)
        cede_loop_free(current.loop);
    current.loop = NULL;
}

/* Makes it this thread's loop. */
static cede__host *enter(cede_loop *l, int owned)
{
    CEDE_CHECK(cede__host_of(l), "loops are run by host.h's functions that cede_loop_new has made");
    CEDE_CHECK(!cede_loop_current(), "a loop is run outside of any loop");
    current.loop = l;
    current.owned = (unsigned char)owned;
    cede__loop_enter(l);
    return cede__host_of(l);
}

static void begin(cede_loop *l, int owned)
{
    enter(l, owned);
    current.error = cede__signals_start(cede__host_of(l));
    if (current.error < 0)
        leave();
}

void cede__host_begin(cede_loop *l)
{
    begin(l, 0);
}

void cede__run_begin(void)
{
    cede_loop *l;

    CEDE_CHECK(!cede_loop_current(), "a call is run outside of any loop");
    current.loop = NULL;
    current.error = cede_loop_new(&l, NULL);
    if (current.error == 0)
        begin(l, 1);
}

/* What the main task came to, and of what signal and in which function. */
typedef struct outcome {
    int value, signal;
    const char *name;       /* null: there was no memory for it */
} outcome;

static outcome finish(void)
{
    cede_loop *l = current.loop;
    outcome o = { current.error, 0, NULL };

    cede__spawned_task();           /* stops where the call was of no async function */
    if (!l)
        return o;
    cede__loop_run_main(l);
    cede__loop_finish(l);
    cede__signals_stop(cede__host_of(l));
    o.signal = cede__host_of(l)->stopped;
    o.name = cede__loop_main_name(l);
    o.value = cede__loop_outcome(l);
    leave();
    return o;
}

int cede__host_end(void)
{
    return finish().value;
}

int cede__run_end(void)
{
    return finish().value;
}

int cede__main_end(void)
{
    outcome o = finish();

    if (o.value >= 0)
        return o.value;
    if (o.signal && o.value == -ECANCELED)
        return 128 + o.signal;      /* what a shell says of a program that a signal ended */
    fprintf(stderr, "%s: %s%s%s\n", program_invocation_short_name,
            o.name ? o.name : "", o.name ? ": " : "", strerror(-o.value));
    return EXIT_FAILURE;
}

/* ---- without a main task ---------------------------------------------------------------- */

void cede__host_enter(cede_loop *l)
{
    enter(l, 0);
}

int cede__host_started(void)
{
    int error = cede__spawned();
    leave();
    return error;
}

int cede_loop_run_forever(cede_loop *l)
{
    cede__host *h;

    begin(l, 0);
    if (current.error < 0)
        return current.error;
    h = cede__host_of(l);
    while (!h->stopping && !h->stopped)
        cede__loop_turn(l);
    cede__signals_stop(h);
    h->stopping = 0;
    leave();
    return h->stopped ? -ECANCELED : 0;
}

void cede_loop_close(cede_loop *l)
{
    cede__host *h = enter(l, 0);
    cede__loop_finish(l);
    h->stopping = 0;
    leave();
}

void cede_loop_dispatch(cede_loop *l)
{
    cede__host *h = enter(l, 0);
    h->only_looks = 1;
    cede__loop_turn(l);
    h->only_looks = 0;
    leave();
}

/* ---- stopping ---------------------------------------------------------------------------- */

void cede__host_stop(cede_waker *w)
{
    cede__host *h = (cede__host *)(void *)((char *)w - offsetof(cede__host, stop));
    if (h->loop.main)
        cede__task_cancel(h->loop.main, -ECANCELED, "cede_loop_stop");
    else
        h->stopping = 1;
}

void cede_loop_stop(cede_loop *l)
{
    cede__host *h = cede__host_of(l);
    CEDE_CHECK(h, "cede_loop_stop is for loops of cede_loop_new");
    cede_wake_threadsafe(&h->stop);
}
