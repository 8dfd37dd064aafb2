/* model_select.c: what waiting for one of two should do, and the scenarios in which they
 * are compared. There are two queues, A of one slot and B of two. A result says by its
 * hundreds which case it was, and then the value that was got, or 50 for one that was put.
 *
 * Who selects stands in two lines, and is out of both as soon as it was given something. */
#include "scenarios.h"

enum { PUT_A = 1, PUT_B, GET_A, GET_B, GET_EITHER, GET_EITHER_BACKWARDS, PUT_OR_GET };
static const char *const operations[] = { "", "put A", "put B", "get A", "get B", "get A or B", "get B or A",
                                          "put A or get B" };

enum { A, B, QUEUES, PUT = 50, CASE = 100 };
static const unsigned capacities[QUEUES] = { 1, 2 };
static cede_queue queues[QUEUES];
static int slots[QUEUES][2];
static struct { int length, value[2]; } spec[QUEUES];

/* Getters of A and of B, putters of A; nobody waits to put into B. */
static model_line *const getters = model_lines, *const putters = &model_lines[2];

static void begin(int arg)
{
    int q;
    (void)arg;
    memset(spec, 0, sizeof spec);
    for (q = A; q < QUEUES; q++)
        cede_queue_init(&queues[q], slots[q], sizeof (int), capacities[q]);
}

/* ---- the real ones ---------------------------------------------------------------------- */

static async int select_get(int first, int second)
{
    int value[2] = { 0, 0 }, i;
    cede_case cases[] = {
        { CEDE_CASE(cede_queue_get, &queues[first], &value[0]) },
        { CEDE_CASE(cede_queue_get, &queues[second], &value[1]) },
    };
    i = await(cede_select(CEDE_CASES(cases)));
    return cases[i].result ? cases[i].result : value[1 - i] ? -1 : CASE * i + value[i];
}

static async int put_or_get(int value)
{
    int got = 0, i;
    cede_case cases[] = {
        { CEDE_CASE(cede_queue_put, &queues[A], &value) },
        { CEDE_CASE(cede_queue_get, &queues[B], &got) },
    };
    i = await(cede_select(CEDE_CASES(cases)));
    return cases[i].result ? cases[i].result : i ? CASE + got : got ? -1 : PUT;
}

static async int act(int who, model_op op)
{
    int value = op.arg, r;
    (void)who;
    switch (op.what) {
    case PUT_A:
    case PUT_B: return await(cede_queue_put(&queues[op.what - PUT_A], &value));
    case GET_A:
    case GET_B: r = await(cede_queue_get(&queues[op.what - GET_A], &value)); return r ? r : value;
    case GET_EITHER: return await(select_get(A, B));
    case GET_EITHER_BACKWARDS: return await(select_get(B, A));
    default: return await(put_or_get(op.arg));
    }
}

/* ---- the specification --------------------------------------------------------------------- */

static void leave_lines(int who)
{
    int i;
    for (i = 0; i < MODEL_LINES; i++)
        model_line_remove(&model_lines[i], who);
}

/* In a line of getters the number is the case, its hundreds; in that of putters the value,
 * and 1000 where the put is a case. */
static int put(int q, int value)
{
    if (getters[q].length) {
        int who = getters[q].who[0], base = getters[q].arg[0];
        leave_lines(who);
        model_give(who, base + value);
        return 0;
    }
    if (spec[q].length == (int)capacities[q])
        return MODEL_WAITS;
    spec[q].value[spec[q].length++] = value;
    return 0;
}

static int get(int q)
{
    int value;
    if (!spec[q].length)
        return MODEL_WAITS;
    value = spec[q].value[0];
    spec[q].value[0] = spec[q].value[1];
    spec[q].length--;
    if (q == A && putters->length) {
        int who = putters->who[0], arg = putters->arg[0];
        leave_lines(who);
        spec[A].value[spec[A].length++] = arg % 1000;
        model_give(who, arg >= 1000 ? PUT : 0);
    }
    return value;
}

static int select_spec(int who, int first, int second)
{
    int value = get(first);
    if (value == MODEL_WAITS) {
        value = get(second);
        if (value != MODEL_WAITS)
            return CASE + value;
        model_wait(&getters[first], who, 0);
        return model_wait(&getters[second], who, CASE);
    }
    return value;
}

static int put_or_get_spec(int who, int value)
{
    int r = put(A, value);
    if (r != MODEL_WAITS)
        return PUT;
    r = get(B);
    if (r != MODEL_WAITS)
        return CASE + r;
    model_wait(putters, who, 1000 + value);
    return model_wait(&getters[B], who, CASE);
}

static int call(int who, model_op op)
{
    int r;
    switch (op.what) {
    case PUT_A: r = put(A, op.arg); return r == MODEL_WAITS ? model_wait(putters, who, op.arg) : r;
    case PUT_B: return put(B, op.arg);
    case GET_A:
    case GET_B: r = get(op.what - GET_A); return r == MODEL_WAITS ? model_wait(&getters[op.what - GET_A], who, 0) : r;
    case GET_EITHER: return select_spec(who, A, B);
    case GET_EITHER_BACKWARDS: return select_spec(who, B, A);
    default: return put_or_get_spec(who, op.arg);
    }
}

static const char *differs(void)
{
    int q;
    for (q = A; q < QUEUES; q++)
        if ((int)cede_queue_length(&queues[q]) != spec[q].length)
            return "sees a wrong length";
    return NULL;
}

static const model_kind kind = { operations, begin, act, call, NULL, NULL, differs };

const model_scenario select_scenarios[] = {
    { "select: two producers, two that take from either", &kind, 0, 1, {
        { { PUT_A, 1 }, { PUT_A, 2 } },
        { { PUT_B, 3 } },
        { { GET_EITHER, 0 }, { GET_EITHER, 0 } },
        { { GET_EITHER_BACKWARDS, 0 } } } },
    { "select: beside one that takes from one, two cancels", &kind, 0, 2, {
        { { PUT_A, 1 }, { PUT_B, 2 } },
        { { GET_EITHER, 0 }, { GET_A, 0 } },
        { { GET_B, 0 } },
        { { GET_EITHER, 0 } } } },
    { "select: one puts or gets", &kind, 0, 1, {
        { { PUT_OR_GET, 1 }, { PUT_OR_GET, 2 }, { PUT_OR_GET, 3 } },
        { { PUT_B, 4 } },
        { { MODEL_YIELD, 0 }, { GET_A, 0 }, { GET_A, 0 } } } },
    { "select: two that put or get meet", &kind, 0, 1, {
        { { PUT_OR_GET, 1 }, { PUT_OR_GET, 2 } },
        { { PUT_OR_GET, 3 }, { PUT_B, 4 } },
        { { GET_EITHER, 0 }, { GET_EITHER, 0 } } } },
    { 0 }
};
