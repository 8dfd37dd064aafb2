/* model_event.c: what an event should do, and the scenarios in which it is compared. */
#include "scenarios.h"

enum { WAIT = 1, SET, CLEAR };
static const char *const operations[] = { "", "wait", "set", "clear" };

static cede_event event;
static struct {
    int automatic, set;
} spec;
static model_line *const line = &model_lines[0];

static void begin(int automatic)
{
    if (automatic)
        cede_event_init_auto(&event);
    else
        cede_event_init(&event);
    memset(&spec, 0, sizeof spec);
    spec.automatic = automatic;
}

static async int act(int who, model_op op)
{
    (void)who;
    if (op.what == WAIT)
        return await(cede_event_wait(&event));
    if (op.what == SET)
        cede_event_set(&event);
    else
        cede_event_clear(&event);
    return 0;
}

static void pass(void)
{
    int who;
    if (spec.automatic && line->length) {
        model_give(model_line_first(line), 0);
        return;
    }
    spec.set = 1;
    while ((who = model_line_first(line)) >= 0)
        model_give(who, 0);
}

static int call(int who, model_op op)
{
    if (op.what == SET)
        pass();
    else if (op.what == CLEAR)
        spec.set = 0;
    else if (!spec.set)
        return model_wait(line, who, 0);
    else if (spec.automatic)
        spec.set = 0;
    return 0;
}

static const char *differs(void)
{
    return cede_event_is_set(&event) != spec.set ? "sees that is_set is wrong" : NULL;
}

static const model_kind kind = { operations, begin, act, call, NULL, NULL, differs };

const model_scenario event_scenarios[] = {
    { "event: two wait, one sets", &kind, 0, 2, {
        { { WAIT, 0 }, { WAIT, 0 } },
        { { WAIT, 0 } },
        { { MODEL_YIELD, 0 }, { SET, 0 } } } },
    { "event: set and cleared in one step", &kind, 0, 1, {
        { { WAIT, 0 }, { WAIT, 0 } },
        { { WAIT, 0 } },
        { { SET, 0 }, { CLEAR, 0 }, { MODEL_YIELD, 0 }, { SET, 0 } } } },
    { "automatic event: three wait, one sets three times", &kind, 1, 2, {
        { { WAIT, 0 } },
        { { WAIT, 0 } },
        { { WAIT, 0 } },
        { { SET, 0 }, { MODEL_YIELD, 0 }, { SET, 0 }, { SET, 0 } } } },
    { "automatic event: set for the next one, and cleared", &kind, 1, 1, {
        { { WAIT, 0 }, { SET, 0 } },
        { { WAIT, 0 }, { MODEL_YIELD, 0 }, { SET, 0 } },
        { { SET, 0 }, { MODEL_YIELD, 0 }, { CLEAR, 0 }, { SET, 0 } } } },
    { 0 }
};
