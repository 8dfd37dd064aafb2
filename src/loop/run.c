/* run.c: cede_run, cede_main and cede_loop_run: one call on a loop, to its end.
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

static void begin(cede_loop *l, int owned)
{
    CEDE_CHECK(cede__host_of(l), "cede_loop_run is for loops of cede_loop_new");
    current.loop = l;
    current.owned = (unsigned char)owned;
    cede__loop_enter(l);
    current.error = cede__signals_start(cede__host_of(l));
    if (current.error < 0)
        leave();
}

void cede__host_begin(cede_loop *l)
{
    CEDE_CHECK(!cede_loop_current(), "a call is run outside of any loop");
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
