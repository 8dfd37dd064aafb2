/* sim.h: a loop with a simulated clock, for tests.
 *
 * Nothing sleeps: when no task is ready the clock jumps to the next deadline, so a
 * test of a ten-second timeout takes microseconds, and every run is the same. It
 * can shuffle the order of ready tasks, fail an allocation, cancel the main task at
 * an await, and do the last two once for each place there is (a sweep). It notices
 * when nothing will ever happen again, and it counts what is left at the end.
 *
 *     cede_sim *sim = cede_sim_new();
 *     assert_int_equal(cede_sim_run(sim, transfer(3)), 0);
 *     assert_int_equal(cede_sim_left(sim), 0);
 *     cede_sim_free(sim);
 *
 * One thread. Each block of a task is one of malloc's, so that memory checkers see
 * all of them. */
#ifndef CEDE_SIM_H
#define CEDE_SIM_H

#include <stdio.h>
#include <cede/instruments.h>
#include <cede/keywords.h>
#include <cede/loop.h>
#include <cede/time.h>

#ifdef __cplusplus
extern "C" {
#endif

/*   lifetime   from cede_sim_new to cede_sim_free; one sim may run several calls */
typedef struct cede_sim cede_sim;

/* Makes a sim; its clock stands at 0.
 *
 *   returns    null: no memory */
cede_sim *cede_sim_new(void);
void cede_sim_free(cede_sim *sim);

/* Runs a call as the main task to its end, then cancels and awaits what is left. The
 * clock goes on from where the last run left it.
 *
 *   call       an async call
 *   returns    its int result, 0 for void; why it was unwound; -ENOMEM; -EDEADLK where
 *              every task waited and nothing would have woken one (a report names
 *              them; then all were cancelled) */
#define cede_sim_run(sim, ...) \
    CEDE__ARMED((cede__sim_begin(sim)), cede__sim_end(), 0, 0, 0, CEDE__ARM_RUN, (__VA_ARGS__))
void cede__sim_begin(cede_sim *sim);
int cede__sim_end(void);

/* ---- what a run shall meet: set before cede_sim_run ------------------------------ */

/* Ready tasks take their turns in an order that follows from `seed`; 0: first in,
 * first out. */
void cede_sim_shuffle(cede_sim *sim, uint64_t seed);

/* The n-th allocation from now gives nothing; 0: none does. */
void cede_sim_fail_allocation(cede_sim *sim, unsigned n);

/* When the main task is suspended for the n-th time from now, it is cancelled.
 *
 *   n          0: before its first step
 *   reason     -ECANCELED; -ETIMEDOUT for what a deadline of its caller would do; 0: it
 *              is not cancelled */
void cede_sim_cancel_at(cede_sim *sim, unsigned n, int reason);

/* How offloaded calls run. There are no threads: a call is made on the loop's own, when
 * `takes` is over, and its result arrives then. It begins a turn after it was
 * offloaded, so that a cancel in the same moment withdraws it.
 *
 *   threads    calls that are under way at a time, 1 to 64; 4 at first
 *   takes      how long each takes; nothing at first */
void cede_sim_offloads(cede_sim *sim, unsigned threads, cede_duration takes);

/* Instruments of all runs from now on: they are told of the main task, too. A run does
 * without where there is no memory for them.
 *
 *   i          stays; null: none any more */
void cede_sim_instrument(cede_sim *sim, cede_instruments *i);

/* Where reports go; stderr at first, null: nowhere. */
void cede_sim_report_to(cede_sim *sim, FILE *to);

/* The clock. May be set before a run, near the end of its range for example. */
cede_time cede_sim_now(const cede_sim *sim);
void cede_sim_set_now(cede_sim *sim, cede_time now);

/* ---- what a run was like ----------------------------------------------------------- */

typedef struct cede_sim_counts {
    unsigned awaits;            /* times the main task was suspended */
    unsigned allocations;       /* blocks asked for */
    unsigned steps, turns;
    unsigned blocks, bytes;     /* blocks in use now */
    unsigned timers;            /* timers in the heap now */
    unsigned most_bytes;        /* of blocks at a time */
    unsigned errors;            /* failures that went to the error handler */
} cede_sim_counts;

/* Of all runs of this sim so far. */
cede_sim_counts cede_sim_count(const cede_sim *sim);

/* What is in use now: blocks, timers, tasks, posted wakers; 0 after a run unless
 * something is wrong. */
unsigned cede_sim_left(const cede_sim *sim);

/* ---- sweeps -------------------------------------------------------------------------- */

/* A scenario runs its call with cede_sim_run(sim, …) and checks what must hold however
 * the run was disturbed.
 *
 *   returns    0; anything else ends the sweep */
typedef int cede_sim_scenario(cede_sim *sim, void *ctx);

enum {
    CEDE_SIM_CANCELS = 1,       /* before the main task's first step, and once per await of
                                 * it: cancelled there */
    CEDE_SIM_DEADLINES = 2,     /* the same with a deadline there */
    CEDE_SIM_ALLOCATIONS = 4,   /* once per allocation: it fails */
    CEDE_SIM_ORDERS = 8,        /* 20 orders of the ready tasks */
    CEDE_SIM_ALL = 15
};

/* Runs a scenario once undisturbed, then once for each disturbance, each in a sim of
 * its own, and checks each time that nothing is left and no run was stuck.
 *
 *   what       CEDE_SIM_… or-ed
 *   returns    how many runs there were; a negative errno when one went wrong (-EIO: the
 *              scenario said so; -ENOTEMPTY: something was left; -EDEADLK), after a line
 *              on stderr that says which */
int cede_sim_sweep(cede_sim_scenario *scenario, void *ctx, unsigned what);

#ifdef __cplusplus
}
#endif
#endif
