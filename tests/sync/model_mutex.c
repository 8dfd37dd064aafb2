/* model_mutex.c: what a mutex should do, and the scenarios in which it is compared. */
#include "scenarios.h"

enum { LOCK = 1, TRY, UNLOCK };     /* UNLOCK: where it has it */
static const char *const operations[] = { "", "lock", "try_lock", "unlock" };

static cede_mutex mutex;
static struct {
    int owner;                      /* -1: nobody */
} spec;
static model_line *const line = &model_lines[0];

static void begin(int arg)
{
    (void)arg;
    cede_mutex_init(&mutex);
    memset(&spec, 0, sizeof spec);
    spec.owner = -1;
}

static void unlock(int who)
{
    if (model_actor_of(cede_mutex_owner(&mutex)) == who)
        cede_mutex_unlock(&mutex);
}

static async int act(int who, model_op op)
{
    if (op.what == LOCK)
        return await(cede_mutex_lock(&mutex));
    if (op.what == TRY)
        return cede_mutex_try_lock(&mutex);
    unlock(who);
    return 0;
}

static void pass(int who)
{
    if (spec.owner != who)
        return;
    spec.owner = model_line_first(line);
    if (spec.owner >= 0)
        model_give(spec.owner, 0);
}

static int call(int who, model_op op)
{
    if (op.what == UNLOCK)
        return pass(who), 0;
    if (spec.owner == who)
        return -EDEADLK;
    if (spec.owner < 0)
        return spec.owner = who, 0;
    if (op.what == TRY)
        return -EAGAIN;
    return model_wait(line, who, 0);
}

static void give_back(int who)
{
    unlock(who);
    pass(who);
}

static const char *differs(void)
{
    return model_actor_of(cede_mutex_owner(&mutex)) != spec.owner ? "sees a wrong owner" : NULL;
}

static const model_kind kind = { operations, begin, act, call, NULL, give_back, differs };

const model_scenario mutex_scenarios[] = {
    { "mutex: three lock, yield and unlock", &kind, 0, 1, {
        { { LOCK, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 } },
        { { LOCK, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 } },
        { { LOCK, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 } } } },
    { "mutex: four lock and unlock, two cancels", &kind, 0, 2, {
        { { LOCK, 0 }, { MODEL_YIELD, 0 } },
        { { LOCK, 0 }, { UNLOCK, 0 } },
        { { LOCK, 0 }, { UNLOCK, 0 } },
        { { LOCK, 0 }, { UNLOCK, 0 } } } },
    { "mutex: unlocked and locked again in one step", &kind, 0, 2, {
        { { LOCK, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 }, { LOCK, 0 }, { LOCK, 0 }, { UNLOCK, 0 } },
        { { LOCK, 0 }, { UNLOCK, 0 } },
        { { MODEL_YIELD, 0 }, { TRY, 0 }, { LOCK, 0 }, { UNLOCK, 0 } } } },
    { 0 }
};
