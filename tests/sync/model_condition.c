/* model_condition.c: what a condition should do, with its mutex, and the scenarios in which
 * it is compared. */
#include "scenarios.h"

enum { LOCK = 1, UNLOCK, WAIT, NOTIFY };    /* UNLOCK, WAIT: where it has the mutex */
static const char *const operations[] = { "", "lock", "unlock", "wait", "notify" };

static cede_mutex mutex;
static cede_condition condition;
static struct {
    int owner;                              /* -1: nobody */
} spec;
/* In `locking` stands with each what it gets together with the mutex. */
static model_line *const locking = &model_lines[0], *const waiting = &model_lines[1];

static void begin(int arg)
{
    (void)arg;
    cede_mutex_init(&mutex);
    cede_condition_init(&condition, &mutex);
    spec.owner = -1;
}

static int has_it(int who)
{
    return model_actor_of(cede_mutex_owner(&mutex)) == who;
}

static async int act(int who, model_op op)
{
    if (op.what == LOCK)
        return await(cede_mutex_lock(&mutex));
    if (op.what == NOTIFY)
        cede_condition_notify(&condition, (unsigned)op.arg);
    else if (!has_it(who))
        return 0;
    else if (op.what == WAIT)
        return await(cede_condition_wait(&condition));
    else
        cede_mutex_unlock(&mutex);
    return 0;
}

static void pass(void)
{
    int gets = locking->arg[0];
    spec.owner = model_line_first(locking);
    if (spec.owner >= 0)
        model_give(spec.owner, gets);
}

/* Gives what it gets when the mutex is free. */
static int lock(int who, int gets)
{
    if (spec.owner >= 0)
        return model_wait(locking, who, gets);
    spec.owner = who;
    return gets;
}

static void notify(int n)
{
    while (n-- && waiting->length) {
        int who = model_line_first(waiting), r = lock(who, 0);
        if (r != MODEL_WAITS)
            model_give(who, r);
    }
}

static int call(int who, model_op op)
{
    if (op.what == LOCK)
        return lock(who, 0);
    if (op.what == NOTIFY)
        return notify(op.arg), 0;
    if (spec.owner != who)
        return 0;
    if (op.what == WAIT && model_cancelled(who))
        return MODEL_UNWINDS;
    pass();
    return op.what == WAIT ? model_wait(waiting, who, 0) : 0;
}

/* Who waits to be notified goes to the mutex's line, and unwinds at its end; who was
 * notified stays in that. */
static int leave(int who, model_op op)
{
    if (op.what == LOCK)
        return model_line_remove(locking, who), MODEL_UNWINDS;
    return model_line_remove(waiting, who) ? lock(who, MODEL_UNWINDS) : MODEL_WAITS;
}

static void give_back(int who)
{
    if (has_it(who))
        cede_mutex_unlock(&mutex);
    if (spec.owner == who)
        pass();
}

static const char *differs(void)
{
    return model_actor_of(cede_mutex_owner(&mutex)) != spec.owner ? "sees a wrong owner" : NULL;
}

static const model_kind kind = { operations, begin, act, call, leave, give_back, differs };

const model_scenario condition_scenarios[] = {
    { "condition: two wait, one notifies each", &kind, 0, 2, {
        { { LOCK, 0 }, { WAIT, 0 }, { UNLOCK, 0 } },
        { { LOCK, 0 }, { WAIT, 0 }, { MODEL_YIELD, 0 } },
        { { LOCK, 0 }, { NOTIFY, 1 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 }, { NOTIFY, 1 } } } },
    { "condition: all are notified at once", &kind, 0, 1, {
        { { LOCK, 0 }, { WAIT, 0 }, { UNLOCK, 0 } },
        { { LOCK, 0 }, { WAIT, 0 }, { UNLOCK, 0 } },
        { { LOCK, 0 }, { UNLOCK, 0 }, { MODEL_YIELD, 0 }, { NOTIFY, 4 } },
        { { MODEL_YIELD, 0 }, { LOCK, 0 }, { NOTIFY, 4 }, { UNLOCK, 0 } } } },
    { "condition: who is notified waits again", &kind, 0, 1, {
        { { LOCK, 0 }, { WAIT, 0 }, { WAIT, 0 }, { UNLOCK, 0 } },
        { { LOCK, 0 }, { NOTIFY, 1 }, { WAIT, 0 }, { NOTIFY, 1 } },
        { { MODEL_YIELD, 0 }, { LOCK, 0 }, { NOTIFY, 2 } } } },
    { 0 }
};
