/* async.c: what switching costs in async C; hand.c has the same without a library.
 *
 * See scenario.h for how to call it. */
#include <cede.h>
#include "child.h"
#include "scenario.h"

static long sum;

/* ---- yield: the ready queue, once around ------------------------------------------- */

static async int yield(long n)
{
    for (long i = 0; i < n; i++) {
        await(cede_yield());
        sum++;
    }
    return 0;
}

static long run_yield(long n)
{
    cede_run(yield(n));
    return sum;
}

/* ---- child: an await that has nothing to wait for ----------------------------------- */

static async int awaits(long n)
{
    for (long i = 0; i < n; i++)
        sum += await(child((int)i));
    return 0;
}

static long run_child(long n)
{
    cede_run(awaits(n));
    return sum;
}

/* ---- deep: a yield under ten awaits --------------------------------------------------- */

#define UNDER(name, below) \
    static async int name(long n) { return await(below(n)) + 1; }

UNDER(deep_10, yield)
UNDER(deep_9, deep_10)
UNDER(deep_8, deep_9)
UNDER(deep_7, deep_8)
UNDER(deep_6, deep_7)
UNDER(deep_5, deep_6)
UNDER(deep_4, deep_5)
UNDER(deep_3, deep_4)
UNDER(deep_2, deep_3)
UNDER(deep_1, deep_2)

static long run_deep(long n)
{
    int levels = cede_run(deep_1(n));
    return sum + levels;
}

/* ---- chain: ten functions down to a yield and back, each time -------------------------- */

static async int chain_10(long x)
{
    await(cede_yield());
    return (int)x;
}

UNDER(chain_9, chain_10)
UNDER(chain_8, chain_9)
UNDER(chain_7, chain_8)
UNDER(chain_6, chain_7)
UNDER(chain_5, chain_6)
UNDER(chain_4, chain_5)
UNDER(chain_3, chain_4)
UNDER(chain_2, chain_3)
UNDER(chain_1, chain_2)

static async int chains(long n)
{
    for (long i = 0; i < n; i++)
        sum += await(chain_1(i));
    return 0;
}

static long run_chain(long n)
{
    cede_run(chains(n));
    return sum;
}

/* ---- ping: a value to another task and one back ------------------------------------------ */

static cede_future there, back;

static async int answer(long n)
{
    for (long i = 0; i < n; i++) {
        int x = await(cede_future_wait(&there));
        cede_future_init(&there);
        cede_future_set(&back, x + 1);
    }
    return 0;
}

static async int ask(long n)
{
    cede_future_init(&there);
    cede_future_init(&back);
    detach(answer(n));
    for (long i = 0; i < n; i++) {
        cede_future_set(&there, (int)i);
        sum += await(cede_future_wait(&back));
        cede_future_init(&back);
    }
    return 0;
}

static long run_ping(long n)
{
    cede_run(ask(n));
    return sum;
}

/* ---- queue: values there and back over two queues of one ------------------------------- */

static cede_queue to, fro;

static async int add_one(long n)
{
    for (long i = 0; i < n; i++) {
        long x;
        (void)await(cede_queue_get(&to, &x));
        x++;
        await(cede_queue_put(&fro, &x));
    }
    return 0;
}

static async int put_and_get(long n)
{
    long slots[2];
    cede_queue_init(&to, &slots[0], sizeof slots[0], 1);
    cede_queue_init(&fro, &slots[1], sizeof slots[1], 1);
    group (g) {
        spawn(g, add_one(n));
        for (long i = 0; i < n; i++) {
            long x = i;
            await(cede_queue_put(&to, &x));
            (void)await(cede_queue_get(&fro, &x));
            sum += x;
        }
    }
    return 0;
}

static long run_queue(long n)
{
    cede_run(put_and_get(n));
    return sum;
}

/* ---- spawn: a task, and its result ---------------------------------------------------------- */

static async int spawns(long n)
{
    group (g) {
        for (long i = 0; i < n; i++) {
            cede_task *t = spawn_task(g, child((int)i));
            sum += await(cede_join(t));
            cede_task_release(t);
        }
    }
    return 0;
}

static long run_spawn(long n)
{
    cede_run(spawns(n));
    return sum;
}

int main(int argc, char **argv)
{
    static const scenario all[] = {
        { "yield", run_yield }, { "child", run_child }, { "deep", run_deep },
        { "chain", run_chain }, { "ping", run_ping }, { "queue", run_queue },
        { "spawn", run_spawn }, { 0, 0 },
    };
    return scenario_main(argc, argv, all);
}
