/* model_semaphore.c: what a semaphore should do, and the scenarios in which it is
 * compared. */
#include "scenarios.h"

enum { ACQUIRE = 1, TRY, RELEASE };
static const char *const operations[] = { "", "acquire", "try_acquire", "release" };

enum { MOST = 2 };
static cede_semaphore semaphore;
static struct {
    int count;
} spec;
static model_line *const line = &model_lines[0];

static void begin(int count)
{
    cede_semaphore_init_bounded(&semaphore, (unsigned)count, MOST);
    memset(&spec, 0, sizeof spec);
    spec.count = count;
}

static async int act(int who, model_op op)
{
    (void)who;
    if (op.what == ACQUIRE)
        return await(cede_semaphore_acquire(&semaphore));
    return op.what == TRY ? cede_semaphore_try_acquire(&semaphore) : cede_semaphore_release(&semaphore);
}

static int release(void)
{
    if (spec.count == MOST)
        return -EOVERFLOW;
    if (line->length)
        model_give(model_line_first(line), 0);
    else
        spec.count++;
    return 0;
}

static int call(int who, model_op op)
{
    if (op.what == RELEASE)
        return release();
    if (spec.count)
        return spec.count--, 0;
    if (op.what == TRY)
        return -EAGAIN;
    return model_wait(line, who, 0);
}

static const char *differs(void)
{
    return (int)cede_semaphore_count(&semaphore) != spec.count ? "sees a wrong count" : NULL;
}

static const model_kind kind = { operations, begin, act, call, NULL, NULL, differs };

const model_scenario semaphore_scenarios[] = {
    { "semaphore: two permits for three", &kind, 2, 1, {
        { { ACQUIRE, 0 }, { MODEL_YIELD, 0 }, { RELEASE, 0 } },
        { { ACQUIRE, 0 }, { MODEL_YIELD, 0 }, { RELEASE, 0 } },
        { { ACQUIRE, 0 }, { MODEL_YIELD, 0 }, { RELEASE, 0 } } } },
    { "semaphore: one permit for four, two cancels", &kind, 1, 2, {
        { { ACQUIRE, 0 }, { RELEASE, 0 } },
        { { ACQUIRE, 0 }, { RELEASE, 0 } },
        { { ACQUIRE, 0 }, { RELEASE, 0 } },
        { { TRY, 0 }, { MODEL_YIELD, 0 }, { RELEASE, 0 } } } },
    { "bounded semaphore: released too often", &kind, 1, 1, {
        { { ACQUIRE, 0 }, { MODEL_YIELD, 0 }, { ACQUIRE, 0 } },
        { { RELEASE, 0 }, { MODEL_YIELD, 0 }, { RELEASE, 0 }, { RELEASE, 0 } },
        { { ACQUIRE, 0 }, { RELEASE, 0 }, { RELEASE, 0 } } } },
    { 0 }
};
