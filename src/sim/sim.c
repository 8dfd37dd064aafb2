/* sim.c: a loop with a simulated clock; <cede/sim.h> says what for.
 *
 * It lends the core a clock that only moves when nothing is ready, and then at once
 * to the next deadline.
 * One thread. Blocks are malloc's and filled with 0xA5, so that memory checkers and
 * wrong guesses both show. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <cede/group.h>
#include <cede/sim.h>
#include "../core/check.h"
#include "../core/deadlock.h"
#include "../core/dump.h"
#include "../core/loop_core.h"
#include "../core/self.h"
#include "../core/task_core.h"
#include "../core/watch.h"
#include "threads.h"

struct cede_sim {
    cede_loop loop;             /* made anew for each run; what was left stays countable */
    cede_loop *outer;           /* of this thread, before the run */
    cede_time now;
    uint64_t random;            /* 0: tasks keep their order */
    unsigned fail_in;           /* allocations until one fails; 0: none does */
    unsigned cancel_in;         /* suspensions of the main task until it is cancelled */
    int cancel_reason;          /* 0: it is not */
    cede__sim_threads threads;
    cede_instruments *instruments;
    FILE *report;
    cede_sim_counts count;
    int stuck;                  /* this run had to be ended */
};

static cede_sim *sim_of(cede_loop *l)
{
    return (cede_sim *)(void *)l;
}

/* ---- memory --------------------------------------------------------------------------- */

static void *get(void *ctx, size_t size)
{
    cede_sim *sim = ctx;
    void *block;
    sim->count.allocations++;
    if (sim->fail_in && --sim->fail_in == 0)
        return NULL;
    block = malloc(size);
    if (!block)
        return NULL;
    memset(block, 0xA5, size);
    if (sim->loop.bytes + size > sim->count.most_bytes)
        sim->count.most_bytes = (unsigned)(sim->loop.bytes + size);
    return block;
}

static void put(void *ctx, void *block, size_t size)
{
    (void)ctx, (void)size;
    free(block);
}

/* ---- what the core asks for ------------------------------------------------------------- */

static cede_time read_clock(cede_loop *l)
{
    return sim_of(l)->now;
}

static void kick(cede_loop *l)
{
    (void)l;
}

static void report_stuck(cede_sim *sim)
{
    cede__out o = { cede_write_file, sim->report };
    if (!sim->report)
        return;
    fprintf(sim->report, "cede: at %.9f s every task waits, and nothing will wake one:\n",
            (double)sim->now.ns / 1e9);
    cede__dump(o, &sim->loop, NULL);
    cede__deadlock_check(o, &sim->loop);
}

/* Everything is cancelled then, so that the run ends and its memory is free. Tasks that
 * wait even so, in a defer or a shield, cannot be ended. */
static void end_stuck(cede_sim *sim)
{
    report_stuck(sim);
    CEDE_CHECK(!sim->stuck, "a cancelled task waits in a defer or shield for what will never come");
    sim->stuck = 1;
    sim->loop.tasks.cancelled = 0;
    cede_group_cancel(&sim->loop.tasks);
}

static void idle(cede_loop *l, cede_time deadline)
{
    cede_sim *sim = sim_of(l);
    cede_time threads = cede__sim_threads_turn(&sim->threads, sim->now);
    if (threads.ns < deadline.ns)
        deadline = threads;
    if (deadline.ns <= sim->now.ns || l->posted)
        return;
    if (deadline.ns == CEDE_NEVER.ns)
        end_stuck(sim);
    else
        sim->now = deadline;
}

/* xorshift64*: good enough to mix, and the same everywhere. */
static unsigned random_bit(cede_sim *sim)
{
    uint64_t x = sim->random;
    x ^= x >> 12;
    x ^= x << 25;
    x ^= x >> 27;
    sim->random = x;
    return (unsigned)(x * 0x2545F4914F6CDD1Du >> 63);
}

/* Each pass deals the tasks out on two piles and puts one on the other: a sort by
 * random keys of 16 bits. */
static cede_task *shuffle(cede_loop *l, cede_task *first)
{
    cede_sim *sim = sim_of(l);
    int pass;
    if (!sim->random)
        return first;
    for (pass = 0; pass < 16; pass++) {
        cede_task *pile[2] = { NULL, NULL }, **end[2] = { &pile[0], &pile[1] }, *t;
        for (t = first; t; t = t->next_ready) {
            unsigned bit = random_bit(sim);
            *end[bit] = t;
            end[bit] = &t->next_ready;
        }
        *end[1] = NULL;
        *end[0] = pile[1];
        first = pile[0];
    }
    return first;
}

static void cancel_main(cede_sim *sim)
{
    cede__task_cancel(sim->loop.main, sim->cancel_reason, "the simulated loop");
    sim->cancel_reason = 0;
}

static void stepped(cede_loop *l, cede_task *t)
{
    cede_sim *sim = sim_of(l);
    if (t != l->main)
        return;
    sim->count.awaits++;
    if (sim->cancel_reason && --sim->cancel_in == 0)
        cancel_main(sim);
}

static const cede__loop_ops ops = { read_clock, idle, kick, shuffle, stepped };

/* ---- runs --------------------------------------------------------------------------------- */

cede_sim *cede_sim_new(void)
{
    cede_sim *sim = calloc(1, sizeof *sim);
    if (sim)
        sim->report = stderr;
    return sim;
}

void cede_sim_free(cede_sim *sim)
{
    free(sim);
}

static void on_error(void *ctx, const char *function, int error)
{
    cede_sim *sim = ctx;
    sim->count.errors++;
    if (sim->report)
        fprintf(sim->report, "cede: %s failed: %s\n", function, strerror(-error));
}

void cede__sim_begin(cede_sim *sim)
{
    cede_allocator memory = { get, put, NULL };
    CEDE_CHECK(!cede_current(), "cede_sim_run inside a task");
    memory.ctx = sim;
    cede__loop_init(&sim->loop, &ops, memory);
    cede__sim_threads_init(&sim->threads, &sim->loop);
    cede_loop_on_error(&sim->loop, on_error, sim);
    if (sim->instruments)
        cede_instrument(&sim->loop, sim->instruments);
    sim->stuck = 0;
    sim->outer = cede__loop_enter(&sim->loop);
}

static void add_counts(cede_sim *sim)
{
    sim->count.steps += (unsigned)sim->loop.steps;
    sim->count.turns += (unsigned)sim->loop.turns;
}

/* Arms are off the stack when the call has been made; what cede__spawned does for other
 * tasks is to be done for the main task too. */
int cede__sim_end(void)
{
    cede_sim *sim = sim_of(cede__self.loop);
    int outcome;
    if (cede__spawned_task() && sim->cancel_reason && sim->cancel_in == 0)
        cancel_main(sim);
    cede__loop_run_main(&sim->loop);
    cede__loop_finish(&sim->loop);
    outcome = cede__loop_outcome(&sim->loop);
    cede__watch_close(&sim->loop);
    add_counts(sim);
    cede__loop_enter(sim->outer);
    return sim->stuck ? -EDEADLK : outcome;
}

/* ---- settings and counts --------------------------------------------------------------------- */

/* xorshift does not leave 0, so 0 can mean no shuffling. */
void cede_sim_shuffle(cede_sim *sim, uint64_t seed)
{
    sim->random = seed * 0x9E3779B97F4A7C15u;
}

void cede_sim_fail_allocation(cede_sim *sim, unsigned n)
{
    sim->fail_in = n;
}

void cede_sim_cancel_at(cede_sim *sim, unsigned n, int reason)
{
    sim->cancel_in = n;
    sim->cancel_reason = reason;
}

void cede_sim_offloads(cede_sim *sim, unsigned threads, cede_duration takes)
{
    CEDE_CHECK(threads > 0 && threads <= CEDE__SIM_THREADS, "a sim has 1 to 64 threads");
    sim->threads.most = threads;
    sim->threads.takes = takes;
}

void cede_sim_instrument(cede_sim *sim, cede_instruments *i)
{
    sim->instruments = i;
}

void cede_sim_report_to(cede_sim *sim, FILE *to)
{
    sim->report = to;
}

cede_time cede_sim_now(const cede_sim *sim)
{
    return sim->now;
}

void cede_sim_set_now(cede_sim *sim, cede_time now)
{
    sim->now = now;
}

cede_sim_counts cede_sim_count(const cede_sim *sim)
{
    cede_sim_counts c = sim->count;
    c.blocks = sim->loop.blocks;
    c.bytes = (unsigned)sim->loop.bytes;
    c.timers = sim->loop.timers.count;
    return c;
}

unsigned cede_sim_left(const cede_sim *sim)
{
    const cede_loop *l = &sim->loop;
    return l->blocks + l->timers.count + l->tasks.running + (l->posted || l->firing || l->ready.first);
}
