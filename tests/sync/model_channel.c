/* model_channel.c: what signals, one-shots, watches and broadcasts should do, and the
 * scenarios in which they are compared. Values are numbers from 1. */
#include "scenarios.h"

enum { SEND = 1, GET, TRY, CLOSE };
static const char *const operations[] = { "", "send", "get", "try_get", "close" };
static model_line *const line = &model_lines[0];

static int given(int result, int value)
{
    return result ? result : value;
}

static void give_all(int result)
{
    int who;
    while ((who = model_line_first(line)) >= 0)
        model_give(who, result);
}

static const char *nothing_differs(void)
{
    return NULL;
}

/* ---- signal ---------------------------------------------------------------------------- */

static cede_signal the_signal;
static int signal_slot, signal_value;   /* 0: none */

static void signal_begin(int arg)
{
    (void)arg;
    cede_signal_init(&the_signal, &signal_slot, sizeof signal_slot);
    signal_value = 0;
}

static async int signal_act(int who, model_op op)
{
    int value = op.arg, r = 0;
    (void)who;
    if (op.what == SEND)
        return cede_signal_send(&the_signal, &value), 0;
    if (op.what == GET)
        r = await(cede_signal_wait(&the_signal, &value));
    else
        r = cede_signal_try_wait(&the_signal, &value);
    return given(r, value);
}

static int signal_call(int who, model_op op)
{
    int value = signal_value;
    if (op.what == SEND && line->length)
        return model_give(model_line_first(line), op.arg), 0;
    signal_value = op.what == SEND ? op.arg : 0;
    if (op.what == SEND)
        return 0;
    return value ? value : op.what == TRY ? -EAGAIN : model_wait(line, who, 0);
}

static const model_kind signal_kind = { operations, signal_begin, signal_act, signal_call, NULL, NULL, nothing_differs };

const model_scenario signal_scenarios[] = {
    { "signal: three values, two receivers", &signal_kind, 0, 2, {
        { { SEND, 1 }, { SEND, 2 }, { MODEL_YIELD, 0 }, { SEND, 3 } },
        { { GET, 0 }, { MODEL_YIELD, 0 }, { TRY, 0 } },
        { { GET, 0 }, { GET, 0 } } } },
    { 0 }
};

/* ---- one-shot ------------------------------------------------------------------------------ */

static cede_oneshot oneshot;
static int oneshot_slot, oneshot_value;     /* 0: open; or what all get */

static void oneshot_begin(int arg)
{
    (void)arg;
    cede_oneshot_init(&oneshot, &oneshot_slot, sizeof oneshot_slot);
    oneshot_value = 0;
}

static async int oneshot_act(int who, model_op op)
{
    int value = op.arg, r = 0;
    (void)who;
    if (op.what == SEND)
        return cede_oneshot_send(&oneshot, &value);
    if (op.what == CLOSE)
        return cede_oneshot_close(&oneshot), 0;
    if (op.what == GET)
        r = await(cede_oneshot_wait(&oneshot, &value));
    else
        r = cede_oneshot_try_wait(&oneshot, &value);
    return given(r, value);
}

static int oneshot_call(int who, model_op op)
{
    if (op.what == GET || op.what == TRY)
        return oneshot_value ? oneshot_value : op.what == TRY ? -EAGAIN : model_wait(line, who, 0);
    if (oneshot_value)
        return op.what == SEND ? -EALREADY : 0;
    oneshot_value = op.what == SEND ? op.arg : -EPIPE;
    give_all(oneshot_value);
    return 0;
}

static const model_kind oneshot_kind = { operations, oneshot_begin, oneshot_act, oneshot_call, NULL, NULL,
                                         nothing_differs };

const model_scenario oneshot_scenarios[] = {
    { "one-shot: sent, then closed", &oneshot_kind, 0, 2, {
        { { GET, 0 }, { MODEL_YIELD, 0 }, { GET, 0 } },
        { { GET, 0 } },
        { { MODEL_YIELD, 0 }, { TRY, 0 }, { SEND, 5 }, { MODEL_YIELD, 0 }, { SEND, 6 }, { CLOSE, 0 } } } },
    { "one-shot: closed, and perhaps sent", &oneshot_kind, 0, 2, {
        { { GET, 0 }, { TRY, 0 } },
        { { GET, 0 } },
        { { MODEL_YIELD, 0 }, { SEND, 5 } },
        { { CLOSE, 0 }, { SEND, 6 } } } },
    { 0 }
};

/* ---- watch -------------------------------------------------------------------------------- */

static cede_watch watch;
static int watch_slot;
static unsigned watch_seen[MODEL_ACTORS];
static struct {
    int value, version, closed, seen[MODEL_ACTORS];
} watched;

static void watch_begin(int arg)
{
    watch_slot = arg;
    cede_watch_init(&watch, &watch_slot, sizeof watch_slot);
    memset(watch_seen, 0, sizeof watch_seen);
    memset(&watched, 0, sizeof watched);
    watched.value = arg;
    watched.version = 1;
}

static async int watch_act(int who, model_op op)
{
    int value = op.arg, r = 0;
    if (op.what == SEND)
        return cede_watch_set(&watch, &value);
    if (op.what == CLOSE)
        return cede_watch_close(&watch), 0;
    if (op.what == GET)
        r = await(cede_watch_next(&watch, &watch_seen[who], &value));
    else
        cede_watch_get(&watch, &value);
    return given(r, value);
}

static int see(int who)
{
    watched.seen[who] = watched.version;
    return watched.value;
}

static int change(int value)
{
    int who;
    if (watched.closed)
        return -EPIPE;
    watched.value = value;
    watched.version++;
    while ((who = model_line_first(line)) >= 0)
        model_give(who, see(who));
    return 0;
}

static int watch_call(int who, model_op op)
{
    if (op.what == SEND)
        return change(op.arg);
    if (op.what == TRY)
        return watched.value;
    if (op.what == CLOSE)
        return watched.closed = 1, give_all(-EPIPE), 0;
    if (watched.seen[who] != watched.version)
        return see(who);
    return watched.closed ? -EPIPE : model_wait(line, who, 0);
}

static const model_kind watch_kind = { operations, watch_begin, watch_act, watch_call, NULL, NULL, nothing_differs };

const model_scenario watch_scenarios[] = {
    { "watch: two follow a value", &watch_kind, 7, 2, {
        { { GET, 0 }, { GET, 0 }, { GET, 0 } },
        { { MODEL_YIELD, 0 }, { GET, 0 }, { MODEL_YIELD, 0 }, { GET, 0 } },
        { { SEND, 1 }, { MODEL_YIELD, 0 }, { SEND, 2 }, { SEND, 3 } } } },
    { "watch: closed", &watch_kind, 7, 1, {
        { { GET, 0 }, { GET, 0 }, { GET, 0 } },
        { { TRY, 0 }, { GET, 0 }, { GET, 0 } },
        { { SEND, 1 }, { MODEL_YIELD, 0 }, { CLOSE, 0 }, { SEND, 2 } } } },
    { 0 }
};

/* ---- broadcast ----------------------------------------------------------------------------- */

enum { SLOTS = 2, ALL = 8 };
static cede_broadcast broadcast;
static cede_broadcast_receiver receivers[MODEL_ACTORS];
static int broadcast_slots[SLOTS];
static struct {
    int sent, value[ALL], closed, next[MODEL_ACTORS];
} all;

static void broadcast_begin(int before_the_end)
{
    int i;
    cede_broadcast_init(&broadcast, broadcast_slots, sizeof *broadcast_slots, SLOTS);
    broadcast.next = 0u - (unsigned)before_the_end;
    for (i = 0; i < MODEL_ACTORS; i++)
        cede_broadcast_receiver_init(&receivers[i], &broadcast);
    memset(&all, 0, sizeof all);
}

/* A value and what was missed before it, as one number. */
static int both(int missed, int value)
{
    return missed < 0 ? missed : 100 * missed + value;
}

static async int broadcast_act(int who, model_op op)
{
    int value = op.arg, r = 0;
    if (op.what == SEND)
        return cede_broadcast_send(&broadcast, &value);
    if (op.what == CLOSE)
        return cede_broadcast_close(&broadcast), 0;
    if (op.what == GET)
        r = await(cede_broadcast_receive(&receivers[who], &value));
    else
        r = cede_broadcast_try_receive(&receivers[who], &value);
    return both(r, value);
}

static int next(int who)
{
    int oldest = all.sent > SLOTS ? all.sent - SLOTS : 0;
    int missed = all.next[who] < oldest ? oldest - all.next[who] : 0;
    all.next[who] += missed;
    return both(missed, all.value[all.next[who]++]);
}

static int broadcast_call(int who, model_op op)
{
    int i;
    if (op.what == CLOSE)
        return all.closed = 1, give_all(-EPIPE), 0;
    if (op.what != SEND) {
        if (all.next[who] < all.sent)
            return next(who);
        return all.closed ? -EPIPE : op.what == TRY ? -EAGAIN : model_wait(line, who, 0);
    }
    if (all.closed)
        return -EPIPE;
    all.value[all.sent++] = op.arg;
    while ((i = model_line_first(line)) >= 0)
        model_give(i, next(i));
    return 0;
}

static const model_kind broadcast_kind = { operations, broadcast_begin, broadcast_act, broadcast_call, NULL, NULL,
                                           nothing_differs };

const model_scenario broadcast_scenarios[] = {
    { "broadcast over 2 slots: two receivers, four values", &broadcast_kind, 0, 2, {
        { { GET, 0 }, { GET, 0 }, { MODEL_YIELD, 0 }, { GET, 0 } },
        { { MODEL_YIELD, 0 }, { GET, 0 }, { TRY, 0 } },
        { { SEND, 1 }, { SEND, 2 }, { MODEL_YIELD, 0 }, { SEND, 3 }, { SEND, 4 } } } },
    { "broadcast: closed, and its numbers wrap around", &broadcast_kind, 2, 1, {
        { { GET, 0 }, { GET, 0 }, { GET, 0 }, { GET, 0 } },
        { { MODEL_YIELD, 0 }, { GET, 0 }, { MODEL_YIELD, 0 }, { GET, 0 }, { GET, 0 } },
        { { SEND, 1 }, { SEND, 2 }, { MODEL_YIELD, 0 }, { SEND, 3 }, { CLOSE, 0 } } } },
    { 0 }
};
