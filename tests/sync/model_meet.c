/* model_meet.c: what latches, barriers and onces should do, and the scenarios in which they
 * are compared. */
#include "scenarios.h"

static model_line *const line = &model_lines[0];

static void give_all(int result)
{
    int who;
    while ((who = model_line_first(line)) >= 0)
        model_give(who, result);
}

/* ---- latch --------------------------------------------------------------------------- */

enum { WAIT = 1, DONE, ADD };           /* DONE: where it counts */
static const char *const latch_operations[] = { "", "wait", "done", "add" };

static cede_latch latch;
static int latch_count;

static void latch_begin(int count)
{
    cede_latch_init(&latch, (unsigned)count);
    latch_count = count;
}

static async int latch_act(int who, model_op op)
{
    (void)who;
    if (op.what == WAIT)
        return await(cede_latch_wait(&latch));
    if (op.what == ADD)
        cede_latch_add(&latch, (unsigned)op.arg);
    else if (cede_latch_count(&latch))
        cede_latch_done(&latch);
    return 0;
}

static int latch_call(int who, model_op op)
{
    if (op.what == WAIT)
        return latch_count ? model_wait(line, who, 0) : 0;
    if (op.what == ADD)
        latch_count += op.arg;
    else if (latch_count && --latch_count == 0)
        give_all(0);
    return 0;
}

static const char *latch_differs(void)
{
    return (int)cede_latch_count(&latch) != latch_count ? "sees a wrong count" : NULL;
}

static const model_kind latch_kind = { latch_operations, latch_begin, latch_act, latch_call, NULL, NULL, latch_differs };

const model_scenario latch_scenarios[] = {
    { "latch: two wait for two", &latch_kind, 2, 2, {
        { { WAIT, 0 }, { MODEL_YIELD, 0 }, { WAIT, 0 } },
        { { WAIT, 0 } },
        { { DONE, 0 }, { MODEL_YIELD, 0 }, { DONE, 0 } } } },
    { "latch: counted up again", &latch_kind, 1, 1, {
        { { WAIT, 0 }, { WAIT, 0 } },
        { { DONE, 0 }, { ADD, 1 }, { MODEL_YIELD, 0 }, { DONE, 0 } },
        { { MODEL_YIELD, 0 }, { ADD, 2 }, { WAIT, 0 } },
        { { DONE, 0 }, { MODEL_YIELD, 0 }, { DONE, 0 }, { DONE, 0 } } } },
    { 0 }
};

/* ---- barrier ---------------------------------------------------------------------------- */

enum { BREAK = 2, RESET };
static const char *const barrier_operations[] = { "", "wait", "break", "reset" };

static cede_barrier barrier;
static struct {
    int parties, broken;
} at_barrier;

static void barrier_begin(int parties)
{
    cede_barrier_init(&barrier, (unsigned)parties);
    at_barrier.parties = parties;
    at_barrier.broken = 0;
}

static async int barrier_act(int who, model_op op)
{
    (void)who;
    if (op.what == WAIT)
        return await(cede_barrier_wait(&barrier));
    if (op.what == BREAK)
        cede_barrier_break(&barrier);
    else
        cede_barrier_reset(&barrier);
    return 0;
}

static int barrier_call(int who, model_op op)
{
    int n = 0;
    if (op.what == WAIT && at_barrier.broken)
        return -EPIPE;
    if (op.what == WAIT && line->length + 1 < at_barrier.parties)
        return model_wait(line, who, 0);
    if (op.what == WAIT) {
        while (line->length)
            model_give(model_line_first(line), n++);
        return n;
    }
    at_barrier.broken = op.what == BREAK;
    give_all(-EPIPE);
    return 0;
}

static const char *barrier_differs(void)
{
    return (int)cede_barrier_waiting(&barrier) < line->length ? "sees a wrong number of those who wait" : NULL;
}

static const model_kind barrier_kind = { barrier_operations, barrier_begin, barrier_act, barrier_call, NULL, NULL,
                                         barrier_differs };

const model_scenario barrier_scenarios[] = {
    { "barrier of 2: three come, again and again", &barrier_kind, 2, 1, {
        { { WAIT, 0 }, { WAIT, 0 } },
        { { WAIT, 0 }, { WAIT, 0 } },
        { { WAIT, 0 }, { MODEL_YIELD, 0 }, { WAIT, 0 } } } },
    { "barrier of 3: four come, two are cancelled", &barrier_kind, 3, 2, {
        { { WAIT, 0 } },
        { { WAIT, 0 } },
        { { WAIT, 0 } },
        { { WAIT, 0 }, { WAIT, 0 } } } },
    { "barrier of 2: broken, and whole again", &barrier_kind, 2, 1, {
        { { WAIT, 0 }, { WAIT, 0 } },
        { { WAIT, 0 }, { MODEL_YIELD, 0 }, { WAIT, 0 } },
        { { BREAK, 0 }, { WAIT, 0 }, { MODEL_YIELD, 0 }, { RESET, 0 }, { WAIT, 0 } } } },
    { 0 }
};

/* ---- once ------------------------------------------------------------------------------- */

enum { BEGIN = 1, END };                /* END, with whether it is done: where it does it */
static const char *const once_operations[] = { "", "begin", "end" };

static cede_once once;
static struct {
    int doer, done;
} at_once;

static void once_begin(int arg)
{
    (void)arg;
    cede_once_init(&once);
    at_once.doer = -1;
    at_once.done = 0;
}

static void once_end(int who, int done)
{
    if (model_actor_of(once.doer) == who)
        cede_once_end(&once, done);
}

static async int once_act(int who, model_op op)
{
    if (op.what == BEGIN)
        return await(cede_once_begin(&once));
    once_end(who, op.arg);
    return 0;
}

static int end_it(int who, int done)
{
    if (at_once.doer != who)
        return 0;
    at_once.doer = done ? -1 : model_line_first(line);
    at_once.done = done;
    if (at_once.doer >= 0)
        model_give(at_once.doer, 1);
    if (done)
        give_all(0);
    return 0;
}

static int once_call(int who, model_op op)
{
    if (op.what == END)
        return end_it(who, op.arg);
    if (at_once.done)
        return 0;
    if (at_once.doer >= 0)
        return at_once.doer == who ? -EDEADLK : model_wait(line, who, 0);
    at_once.doer = who;
    return 1;
}

static void once_give_back(int who)
{
    once_end(who, 0);
    end_it(who, 0);
}

static const char *once_differs(void)
{
    return cede_once_is_done(&once) != at_once.done ? "sees that is_done is wrong"
        : model_actor_of(once.doer) != at_once.doer ? "sees a wrong doer" : NULL;
}

static const model_kind once_kind = { once_operations, once_begin, once_act, once_call, NULL, once_give_back,
                                      once_differs };

const model_scenario once_scenarios[] = {
    { "once: three need it", &once_kind, 0, 2, {
        { { BEGIN, 0 }, { MODEL_YIELD, 0 }, { END, 1 } },
        { { BEGIN, 0 }, { MODEL_YIELD, 0 }, { END, 1 } },
        { { BEGIN, 0 }, { MODEL_YIELD, 0 }, { END, 1 }, { BEGIN, 0 } } } },
    { "once: the first one fails", &once_kind, 0, 2, {
        { { BEGIN, 0 }, { BEGIN, 0 }, { MODEL_YIELD, 0 }, { END, 0 }, { BEGIN, 0 } },
        { { BEGIN, 0 }, { MODEL_YIELD, 0 }, { END, 1 } },
        { { BEGIN, 0 }, { END, 1 } } } },
    { 0 }
};
