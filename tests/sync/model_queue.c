/* model_queue.c: what queues should do, and the scenarios in which they are compared.
 * The values are numbers from 1; put's arg is the value, and its tens are its priority. */
#include "scenarios.h"

enum { PUT = 1, GET, TRY_PUT, TRY_GET, DONE, JOIN, SHUT, SHUT_NOW };
static const char *const operations[] = { "", "put", "get", "try_put", "try_get", "task_done", "join", "shut_down",
                                          "shut_down_now" };

enum { FIFO = 0, LIFO = 100, PRIORITY = 200, MOST = 4 };   /* plus the capacity */
static cede_queue queue;
static int slots[MOST];
static int taken[MODEL_ACTORS];         /* values that an actor has not told done */
static struct {
    int kind, capacity, shut, unfinished;
    int length, value[MOST];            /* in the order they came */
} spec;
static model_line *const putters = &model_lines[0], *const getters = &model_lines[1], *const joiners = &model_lines[2];

static int before(const void *a, const void *b)
{
    return *(const int *)a / 10 > *(const int *)b / 10;
}

static void begin(int kind)
{
    memset(&spec, 0, sizeof spec);
    memset(taken, 0, sizeof taken);
    spec.kind = kind / 100 * 100;
    spec.capacity = kind % 100;
    if (spec.kind == FIFO)
        cede_queue_init(&queue, slots, sizeof *slots, (unsigned)spec.capacity);
    else if (spec.kind == LIFO)
        cede_queue_init_lifo(&queue, slots, sizeof *slots, (unsigned)spec.capacity);
    else
        cede_queue_init_priority(&queue, slots, sizeof *slots, (unsigned)spec.capacity, before);
}

static int took(int who, int result, int value)
{
    if (result)
        return result;
    taken[who]++;
    return value;
}

/* Where it has taken one. */
static void done(int who)
{
    if (!taken[who])
        return;
    taken[who]--;
    cede_queue_task_done(&queue);
}

static async int act(int who, model_op op)
{
    int value = op.arg, r = 0;
    switch (op.what) {
    case PUT: return await(cede_queue_put(&queue, &value));
    case GET: r = await(cede_queue_get(&queue, &value)); return took(who, r, value);
    case TRY_PUT: return cede_queue_try_put(&queue, &value);
    case TRY_GET: r = cede_queue_try_get(&queue, &value); return took(who, r, value);
    case DONE: done(who); return 0;
    case JOIN: return await(cede_queue_join(&queue));
    case SHUT: cede_queue_shut_down(&queue); return 0;
    default: cede_queue_shut_down_now(&queue); return 0;
    }
}

static void give_all(model_line *l, int result)
{
    int who;
    while ((who = model_line_first(l)) >= 0)
        model_give(who, result);
}

static int put(int value)
{
    if (spec.shut)
        return -EPIPE;
    if (getters->length)
        model_give(model_line_first(getters), value);
    else if (spec.length < spec.capacity)
        spec.value[spec.length++] = value;
    else
        return MODEL_WAITS;
    spec.unfinished++;
    return 0;
}

static int best(void)
{
    int i, found = 0;
    if (spec.kind == LIFO)
        return spec.length - 1;
    for (i = 1; i < spec.length; i++)
        if (spec.kind == PRIORITY && before(&spec.value[i], &spec.value[found]))
            found = i;
    return found;
}

static int take(int at)
{
    int value = spec.value[at];
    memmove(&spec.value[at], &spec.value[at + 1], sizeof (int) * (size_t)(MOST - 1 - at));
    spec.length--;
    return value;
}

static int get(void)
{
    int value = spec.length ? take(best()) : 0;
    if (putters->length) {
        int first = putters->arg[0];
        if (value)
            spec.value[spec.length++] = first;
        else
            value = first;
        spec.unfinished++;
        model_give(model_line_first(putters), 0);
    }
    return value ? value : spec.shut ? -EPIPE : MODEL_WAITS;
}

static int finish(int values)
{
    spec.unfinished -= values;
    if (values && !spec.unfinished)
        give_all(joiners, 0);
    return 0;
}

static int shut(int forgotten)
{
    spec.shut = 1;
    give_all(putters, -EPIPE);
    give_all(getters, -EPIPE);
    spec.length -= forgotten;
    return finish(forgotten);
}

static int call(int who, model_op op)
{
    int r;
    switch (op.what) {
    case PUT: r = put(op.arg); return r == MODEL_WAITS ? model_wait(putters, who, op.arg) : r;
    case GET: r = get(); return r == MODEL_WAITS ? model_wait(getters, who, 0) : r;
    case TRY_PUT: r = put(op.arg); return r == MODEL_WAITS ? -EAGAIN : r;
    case TRY_GET: r = get(); return r == MODEL_WAITS ? -EAGAIN : r;
    case DONE: return finish(taken[who] > 0);
    case JOIN: return spec.unfinished ? model_wait(joiners, who, 0) : 0;
    case SHUT: return shut(0);
    default: return shut(spec.length);
    }
}

static const char *differs(void)
{
    return (int)cede_queue_length(&queue) != spec.length ? "sees a wrong length" : NULL;
}

static const model_kind kind = { operations, begin, act, call, NULL, NULL, differs };

const model_scenario queue_scenarios[] = {
    { "queue of 1: two producers, one consumer", &kind, FIFO + 1, 1, {
        { { PUT, 1 }, { PUT, 2 } },
        { { PUT, 3 }, { PUT, 4 } },
        { { GET, 0 }, { GET, 0 }, { MODEL_YIELD, 0 }, { GET, 0 } } } },
    { "queue of 2: one producer, three consumers, two cancels", &kind, FIFO + 2, 2, {
        { { PUT, 1 }, { PUT, 2 }, { MODEL_YIELD, 0 }, { PUT, 3 } },
        { { GET, 0 } },
        { { GET, 0 } },
        { { TRY_GET, 0 }, { GET, 0 } } } },
    { "queue of 3, around its end", &kind, FIFO + 3, 0, {
        { { PUT, 1 }, { PUT, 2 }, { PUT, 3 }, { PUT, 4 }, { PUT, 5 } },
        { { GET, 0 }, { GET, 0 }, { MODEL_YIELD, 0 }, { GET, 0 }, { GET, 0 }, { GET, 0 } },
        { { MODEL_YIELD, 0 }, { TRY_PUT, 6 }, { TRY_GET, 0 }, { MODEL_YIELD, 0 }, { TRY_PUT, 7 } } } },
    { "queue of none: a put waits for its get", &kind, FIFO + 0, 1, {
        { { PUT, 1 }, { PUT, 2 } },
        { { TRY_PUT, 3 }, { PUT, 4 } },
        { { GET, 0 }, { TRY_GET, 0 }, { GET, 0 } } } },
    { "queue: joined when all is done", &kind, FIFO + 2, 2, {
        { { PUT, 1 }, { PUT, 2 }, { JOIN, 0 } },
        { { GET, 0 }, { DONE, 0 }, { MODEL_YIELD, 0 }, { GET, 0 }, { DONE, 0 } },
        { { MODEL_YIELD, 0 }, { JOIN, 0 } } } },
    { "queue: shut down while tasks wait", &kind, FIFO + 1, 1, {
        { { PUT, 1 }, { PUT, 2 }, { PUT, 3 } },
        { { GET, 0 }, { GET, 0 }, { GET, 0 } },
        { { MODEL_YIELD, 0 }, { SHUT, 0 }, { TRY_PUT, 9 }, { TRY_GET, 0 } } } },
    { "queue: shut down at once", &kind, FIFO + 2, 1, {
        { { PUT, 1 }, { PUT, 2 }, { PUT, 3 } },
        { { GET, 0 }, { DONE, 0 }, { JOIN, 0 }, { GET, 0 } },
        { { MODEL_YIELD, 0 }, { SHUT_NOW, 0 }, { JOIN, 0 } } } },
    { "LIFO queue of 2", &kind, LIFO + 2, 1, {
        { { PUT, 1 }, { PUT, 2 }, { PUT, 3 } },
        { { PUT, 4 } },
        { { GET, 0 }, { MODEL_YIELD, 0 }, { GET, 0 }, { GET, 0 } } } },
    { "priority queue of 3", &kind, PRIORITY + 3, 1, {
        { { PUT, 11 }, { PUT, 21 }, { PUT, 12 } },
        { { PUT, 22 }, { PUT, 31 } },
        { { GET, 0 }, { MODEL_YIELD, 0 }, { GET, 0 }, { GET, 0 }, { GET, 0 } } } },
    { 0 }
};
