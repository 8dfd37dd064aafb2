/* model_rwlock.c: what a lock for readers and writers should do, and the scenarios in which
 * it is compared. */
#include "scenarios.h"

enum { READ = 1, WRITE, TRY_READ, TRY_WRITE, UNLOCK };      /* UNLOCK: where it has it */
static const char *const operations[] = { "", "read", "write", "try_read", "try_write", "unlock" };

static cede_rwlock rwlock;
static int has[MODEL_ACTORS];           /* how often, really; */
static struct {
    int has[MODEL_ACTORS];              /* …and as it should; a writer: -1 */
} spec;
static model_line *const line = &model_lines[0];    /* with it: whether to write */

static void begin(int arg)
{
    (void)arg;
    cede_rwlock_init(&rwlock);
    memset(has, 0, sizeof has);
    memset(&spec, 0, sizeof spec);
}

static int count(int who, int result)
{
    has[who] += result == 0;
    return result;
}

static void unlock(int who)
{
    if (!has[who])
        return;
    has[who]--;
    cede_rwlock_unlock(&rwlock);
}

static async int act(int who, model_op op)
{
    int r = 0;
    switch (op.what) {
    case READ: r = await(cede_rwlock_read(&rwlock)); return count(who, r);
    case WRITE: r = await(cede_rwlock_write(&rwlock)); return count(who, r);
    case TRY_READ: return count(who, cede_rwlock_try_read(&rwlock));
    case TRY_WRITE: return count(who, cede_rwlock_try_write(&rwlock));
    default: unlock(who); return 0;
    }
}

static int enter(int who, int writes)
{
    int i;
    for (i = 0; i < MODEL_ACTORS; i++)
        if (writes ? spec.has[i] != 0 : spec.has[i] < 0)
            return 0;
    spec.has[who] += writes ? -1 : 1;
    return 1;
}

static void let_in(void)
{
    while (line->length && enter(line->who[0], line->arg[0]))
        model_give(model_line_first(line), 0);
}

static int leave_lock(int who)
{
    if (spec.has[who])
        spec.has[who] -= spec.has[who] < 0 ? -1 : 1;
    let_in();
    return 0;
}

static int call(int who, model_op op)
{
    int writes = op.what == WRITE || op.what == TRY_WRITE;
    if (op.what == UNLOCK)
        return leave_lock(who);
    if (spec.has[who] < 0)
        return -EDEADLK;
    if (!line->length && enter(who, writes))
        return 0;
    return op.what == TRY_READ || op.what == TRY_WRITE ? -EAGAIN : model_wait(line, who, writes);
}

static int leave(int who, model_op op)
{
    (void)op;
    model_line_remove(line, who);
    let_in();
    return MODEL_UNWINDS;
}

static void give_back(int who)
{
    while (has[who] || spec.has[who]) {
        unlock(who);
        leave_lock(who);
    }
}

static const char *differs(void)
{
    int i, readers = 0, writer = -1;
    for (i = 0; i < MODEL_ACTORS; i++) {
        readers += spec.has[i] > 0 ? spec.has[i] : 0;
        writer = spec.has[i] < 0 ? i : writer;
    }
    return (int)rwlock.readers != readers ? "sees a wrong number of readers"
        : model_actor_of(rwlock.writer) != writer ? "sees a wrong writer" : NULL;
}

static const model_kind kind = { operations, begin, act, call, leave, give_back, differs };

const model_scenario rwlock_scenarios[] = {
    { "rwlock: two readers, one writer", &kind, 0, 2, {
        { { READ, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 } },
        { { READ, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 } },
        { { WRITE, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 } } } },
    { "rwlock: a reader comes behind a writer that waits", &kind, 0, 2, {
        { { READ, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 } },
        { { WRITE, 0 }, { UNLOCK, 0 } },
        { { READ, 0 }, { UNLOCK, 0 } },
        { { TRY_READ, 0 }, { WRITE, 0 } } } },
    { "rwlock: two writers, one reader", &kind, 0, 1, {
        { { WRITE, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 } },
        { { TRY_WRITE, 0 }, { WRITE, 0 }, { READ, 0 }, { UNLOCK, 0 } },
        { { READ, 0 }, { MODEL_YIELD, 0 }, { UNLOCK, 0 }, { READ, 0 } } } },
    { 0 }
};
