/* model.c: see model.h.
 *
 * Each run is a loop of its own over memory that is thrown away, so a run that goes
 * wrong is left with a jump. The choices of a run are a path in a tree; the next run
 * takes the same one up to the last choice that had another option left. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cede.h>
#include "loop_core.h"
#include "self.h"
#include "task_core.h"
#include "model.h"

/* ---- choices -------------------------------------------------------------------------- */

enum { DEPTH = 200 };

static struct {
    unsigned char taken[DEPTH], options[DEPTH];
    int length, at;
} path;

static int choose(int options)
{
    if (path.at == path.length) {
        if (path.length == DEPTH)
            abort();
        path.taken[path.length] = 0;
        path.options[path.length++] = (unsigned char)options;
    }
    return path.taken[path.at++];
}

/* Whether there is another path. */
static int next_path(void)
{
    while (path.length && path.taken[path.length - 1] + 1 == path.options[path.length - 1])
        path.length--;
    if (path.length)
        path.taken[path.length - 1]++;
    path.at = 0;
    return path.length > 0;
}

/* ---- what happens in a run -------------------------------------------------------------- */

typedef struct actor {
    cede_task *task;
    model_op op;                /* the one that it is in */
    int in_op;
    int result;                 /* what the specification says of it */
    int cancelled, ended;
} actor;

static const model_scenario *scenario;
static actor actors[MODEL_ACTORS];
static int n_actors, cancels_left;
static char story[1 << 14];
static size_t story_length;
static jmp_buf went_wrong;

static void tell(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    story_length += (size_t)vsnprintf(story + story_length, sizeof story - story_length, format, args);
    va_end(args);
    if (story_length >= sizeof story)
        abort();
}

static void print_story(const char *what, int who)
{
    printf("%s: actor %d %s, in this run:\n%s", scenario->name, who, what, story);
    fflush(stdout);
}

static void wrong(int who, const char *what)
{
    print_story(what, who);
    longjmp(went_wrong, 1);
}

static const char *name_of(model_op op)
{
    return scenario->kind->operations[op.what];
}

void model_give(int who, int result)
{
    if (!actors[who].in_op || actors[who].result != MODEL_WAITS)
        abort();                /* the specification is wrong */
    tell("        %d is given %d\n", who, result);
    actors[who].result = result;
}

/* ---- lines ---------------------------------------------------------------------------------- */

model_line model_lines[MODEL_LINES];

int model_wait(model_line *l, int who, int arg)
{
    l->who[l->length] = who;
    l->arg[l->length++] = arg;
    return MODEL_WAITS;
}

int model_line_remove(model_line *l, int who)
{
    int i;
    for (i = 0; i < l->length && l->who[i] != who; i++)
        ;
    if (i == l->length)
        return 0;
    for (l->length--; i < l->length; i++) {
        l->who[i] = l->who[i + 1];
        l->arg[i] = l->arg[i + 1];
    }
    return 1;
}

int model_line_first(model_line *l)
{
    int who = l->length ? l->who[0] : -1;
    if (who >= 0)
        model_line_remove(l, who);
    return who;
}

/* ---- actors -------------------------------------------------------------------------------- */

int model_cancelled(int who)
{
    return actors[who].cancelled;
}

/* A cancelled actor looks at what it waits for, or begins to. */
static void look(int who)
{
    actor *a = &actors[who];
    int i;
    if (!a->cancelled || !a->in_op || a->result != MODEL_WAITS)
        return;
    if (scenario->kind->leave) {
        a->result = scenario->kind->leave(who, a->op);
        return;
    }
    for (i = 0; i < MODEL_LINES; i++)
        model_line_remove(&model_lines[i], who);
    a->result = MODEL_UNWINDS;
}

static void calls(int who, model_op op)
{
    actor *a = &actors[who];
    tell("    %d: %s %d\n", who, name_of(op), op.arg);
    a->op = op;
    a->in_op = 1;
    a->result = MODEL_WAITS;
    a->result = scenario->kind->call(who, op);
    look(who);
}

static void returns(int who, int result)
{
    actor *a = &actors[who];
    tell("    %d: %s gives %d\n", who, name_of(a->op), result);
    a->in_op = 0;
    if (a->result == MODEL_WAITS || a->result == MODEL_UNWINDS)
        wrong(who, a->result == MODEL_WAITS ? "goes on, and should wait" : "goes on, and should unwind");
    if (a->result != result) {
        tell("        and should give %d\n", a->result);
        wrong(who, "got the wrong result");
    }
}

/* It unwinds, or has come to its end. */
static void leaves(int who)
{
    actor *a = &actors[who];
    if (a->in_op) {
        tell("    %d: %s unwinds\n", who, name_of(a->op));
        if (a->result != MODEL_UNWINDS)
            wrong(who, a->result == MODEL_WAITS ? "unwinds, and should wait" : "unwinds, and has lost what it was given");
    }
    a->in_op = 0;
    a->ended = 1;
    if (scenario->kind->give_back)
        scenario->kind->give_back(who);
}

static async int act_all(int who)
{
    const model_op *op;
    defer leaves(who);
    for (op = scenario->scripts[who]; op->what != MODEL_END; op++) {
        if (op->what == MODEL_YIELD) {
            tell("    %d: yields\n", who);
            await(cede_yield());
            continue;
        }
        calls(who, *op);
        returns(who, await(scenario->kind->act(who, *op)));
    }
    return 0;
}

static async int stage(void)
{
    group (g) {
        for (int i = 0; i < n_actors; i++)
            actors[i].task = spawn_task(g, act_all(i));
    }
    return 0;
}

int model_actor_of(const cede_task *t)
{
    int i;
    for (i = 0; i < n_actors; i++)
        if (actors[i].task == t)
            return i;
    return -1;
}

/* ---- the loop -------------------------------------------------------------------------------- */

static cede_loop loop;
static cede_task *held;                 /* ready, and not chosen yet */
static _Alignas(16) char memory[1 << 14];
static size_t memory_used;

static void *get(void *ctx, size_t size)
{
    void *block = memory + memory_used;
    (void)ctx;
    memory_used += (size + 15) / 16 * 16;
    if (memory_used > sizeof memory)
        abort();
    return memset(block, 0xA5, size);
}

static void put(void *ctx, void *block, size_t size)
{
    (void)ctx;
    memset(block, 0x5A, size);
}

static cede_time read_clock(cede_loop *l)
{
    (void)l;
    return CEDE__POINT(0);
}

static void kick(cede_loop *l)
{
    (void)l;
}

static void cancel(int who)
{
    tell("cancel %d\n", who);
    actors[who].cancelled = 1;
    cede_task_cancel(actors[who].task, 0);
}

/* Before each step, and where nobody is ready: some are cancelled, in the order of their
 * numbers, since it is the same in another. */
static void choose_cancels(void)
{
    int i;
    for (i = 0; i < n_actors && cancels_left; i++)
        if (actors[i].task && !actors[i].cancelled && !actors[i].ended && choose(2)) {
            cancels_left--;
            cancel(i);
        }
}

/* Nobody is ready. Who is not woken now never is: the run ends. */
static void idle(cede_loop *l, cede_time deadline)
{
    int i;
    (void)deadline;
    if (held || l->ready.first)
        return;
    choose_cancels();
    if (l->ready.first)
        return;
    for (i = 0; i < n_actors; i++)
        if (actors[i].in_op && actors[i].result != MODEL_WAITS)
            wrong(i, "sleeps, and was given something");
    tell("nobody is ready\n");
    for (i = 0; i < n_actors; i++)
        if (!actors[i].ended)
            cancel(i);
    if (!l->ready.first)
        wrong(0, "and all others sleep, though they are cancelled");
    cancels_left = 0;
}

static cede_task *take(cede_task **list, int n)
{
    cede_task *t;
    while (n--)
        list = &(*list)->next_ready;
    t = *list;
    *list = t->next_ready;
    t->next_ready = NULL;
    return t;
}

/* Who is no actor, or has ended, goes first: that changes nothing for the others. */
static int forced(const cede_task *list, int *length)
{
    int n = 0, found = -1;
    for (; list; list = list->next_ready, n++)
        if (found < 0 && (model_actor_of(list) < 0 || list->flags & CEDE__ENDED))
            found = n;
    *length = n;
    return found;
}

/* Puts them behind those that are held; the loop's queue is empty then. */
static void hold(cede_loop *l, cede_task *first)
{
    cede_task **end = &held;
    while (*end)
        end = &(*end)->next_ready;
    *end = first;
    l->ready.first = NULL;
    l->ready.end = &l->ready.first;
}

/* One task a turn. */
static cede_task *order(cede_loop *l, cede_task *first)
{
    int n, length;
    hold(l, first);
    n = forced(held, &length);
    if (n >= 0 || !length)
        return held ? take(&held, n) : NULL;
    choose_cancels();
    hold(l, l->ready.first);
    forced(held, &length);
    first = take(&held, length > 1 ? choose(length) : 0);
    tell("step %d\n", model_actor_of(first));
    look(model_actor_of(first));
    return first;
}

/* Of a task that goes on: it waits rightly. */
static void stepped(cede_loop *l, cede_task *t)
{
    int who = model_actor_of(t);
    const char *differs;
    (void)l;
    if (who >= 0 && actors[who].in_op && actors[who].result != MODEL_WAITS)
        wrong(who, "waits on, and should not");
    differs = scenario->kind->differs();
    if (differs)
        wrong(who, differs);
}

static const cede__loop_ops ops = { read_clock, idle, kick, order, stepped };

/* ---- runs ------------------------------------------------------------------------------------- */

static void run_begin(void)
{
    cede_allocator allocator = { get, put, NULL };
    memory_used = story_length = 0;
    held = NULL;
    cancels_left = scenario->cancels;
    memset(actors, 0, sizeof actors);
    memset(model_lines, 0, sizeof model_lines);
    cede__loop_init(&loop, &ops, allocator);
    cede__loop_enter(&loop);
    scenario->kind->begin(scenario->arg);
}

static int run_end(void)
{
    cede__spawned_task();
    cede__loop_run_main(&loop);
    cede__loop_finish(&loop);
    return cede__loop_outcome(&loop);
}

static void run(void)
{
    const char *differs;
    CEDE__ARMED((run_begin()), run_end(), 0, 0, 0, CEDE__ARM_RUN, (stage()));
    differs = scenario->kind->differs();
    if (differs)
        wrong(-1, differs);
    if (loop.blocks)
        wrong(-1, "a block is left");
}

/* What stops a program is a difference, too. */
static void stopped(int signal)
{
    (void)signal;
    print_story("was stopped", model_actor_of(cede__self.task));
    _exit(1);
}

static void count_actors(void)
{
    for (n_actors = 0; n_actors < MODEL_ACTORS && scenario->scripts[n_actors][0].what != MODEL_END; n_actors++)
        ;
}

unsigned long model_check(const model_scenario *s)
{
    static unsigned long runs;
    signal(SIGABRT, stopped);
    signal(SIGSEGV, stopped);
    scenario = s;
    count_actors();
    path.length = path.at = 0;
    runs = 0;
    if (setjmp(went_wrong))
        return 0;
    do {
        run();
        runs++;
    } while (next_path());
    printf("%-60s %8lu schedules\n", s->name, runs);
    return runs;
}
