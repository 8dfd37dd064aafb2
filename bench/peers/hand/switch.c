/* hand.c: what switching costs at least: async.c's programs as one would write them for
 * themselves, without a library and without generality.
 *
 * Each is the cheapest state machine that does the same: a ready queue of intrusive
 * tasks, structs in structs, children called directly. Nothing can be cancelled, nothing
 * fails, no task has an owner, no step gives way, and nobody looks at a clock.
 *
 * See scenario.h for how to call it. */
#include "child.h"
#include "scenario.h"

static long sum;

/* ---- tasks ---------------------------------------------------------------------------- */

typedef struct task {
    struct task *next;
    void (*step)(struct task *t, void *frame);
    void *frame;
} task;

static task *first, **end = &first;

static inline void ready(task *t)
{
    t->next = NULL;
    *end = t;
    end = &t->next;
}

static inline void start(task *t, void (*step)(task *, void *), void *frame)
{
    t->step = step;
    t->frame = frame;
    ready(t);
}

static long run(void)
{
    while (first) {
        task *t = first;
        first = t->next;
        if (!first)
            end = &first;
        t->step(t, t->frame);
    }
    return sum;
}

/* What a child's step says. */
enum { DONE, PENDING };

/* ---- yield -------------------------------------------------------------------------------- */

struct yield { long i, n; };

static void yield_step(task *t, void *frame)
{
    struct yield *f = frame;
    if (f->i > 0)
        sum++;
    if (f->i++ < f->n)
        ready(t);
}

static long run_yield(long n)
{
    static struct yield f;
    static task t;
    f.n = n;
    start(&t, yield_step, &f);
    return run();
}

/* ---- child --------------------------------------------------------------------------------- */

struct awaits { int state; long i, n; struct child child; };

static void awaits_step(task *t, void *frame)
{
    struct awaits *f = frame;
    (void)t;
    switch (f->state) {
    case 0:
        for (f->i = 0; f->i < f->n; f->i++) {
            f->child = (struct child){ 0, (int)f->i, 0 };
            /* fall through */
    case 1:
            if (child_step(&f->child) != DONE) {
                f->state = 1;
                return;
            }
            sum += f->child.result;
        }
    }
}

static long run_child(long n)
{
    static struct awaits f;
    static task t;
    f.n = n;
    start(&t, awaits_step, &f);
    return run();
}

/* ---- deep: who yields is what the task steps; its end goes down from the top once ------------- */

struct deep_leaf { int state; long i, n; int result; };

static void deep_top(task *t, void *frame);

static void deep_leaf_resume(task *t, void *frame)
{
    struct deep_leaf *f = frame;
    sum++;
    if (++f->i < f->n) {
        ready(t);
        return;
    }
    f->result = 0;
    f->state = 2;
    deep_top(t, NULL);
}

static int deep_leaf_step(task *t, struct deep_leaf *f)
{
    if (f->state == 2)
        return DONE;
    f->state = 1;
    f->i = 0;
    start(t, deep_leaf_resume, f);
    return PENDING;
}

/* One level: waits for the one below and adds one. */
#define UNDER(name, below, argument) \
    struct name { int state; long argument; int result; struct below below; }; \
    static int name##_step(task *t, struct name *f) \
    { \
        switch (f->state) { \
        case 0: \
            f->below.state = 0; \
            f->below.argument = f->argument; \
            /* fall through */ \
        case 1: \
            if (below##_step(t, &f->below) != DONE) { \
                f->state = 1; \
                return PENDING; \
            } \
            f->result = f->below.result + 1; \
        } \
        return DONE; \
    }

UNDER(deep_10, deep_leaf, n)
UNDER(deep_9, deep_10, n)
UNDER(deep_8, deep_9, n)
UNDER(deep_7, deep_8, n)
UNDER(deep_6, deep_7, n)
UNDER(deep_5, deep_6, n)
UNDER(deep_4, deep_5, n)
UNDER(deep_3, deep_4, n)
UNDER(deep_2, deep_3, n)
UNDER(deep_1, deep_2, n)

static struct deep_1 deep;

static void deep_top(task *t, void *frame)
{
    (void)frame;
    if (deep_1_step(t, &deep) == DONE)
        sum += deep.result;
}

static long run_deep(long n)
{
    static task t;
    deep.n = n;
    start(&t, deep_top, NULL);
    return run();
}

/* ---- chain: always from the top, which is cheapest here ----------------------------------------- */

struct chain_10 { int state; long x; int result; };

static int chain_10_step(task *t, struct chain_10 *f)
{
    switch (f->state) {
    case 0:
        ready(t);
        f->state = 1;
        return PENDING;
    case 1:
        f->result = (int)f->x;
    }
    return DONE;
}

UNDER(chain_9, chain_10, x)
UNDER(chain_8, chain_9, x)
UNDER(chain_7, chain_8, x)
UNDER(chain_6, chain_7, x)
UNDER(chain_5, chain_6, x)
UNDER(chain_4, chain_5, x)
UNDER(chain_3, chain_4, x)
UNDER(chain_2, chain_3, x)
UNDER(chain_1, chain_2, x)

struct chains { int state; long i, n; struct chain_1 chain; };

static void chains_step(task *t, void *frame)
{
    struct chains *f = frame;
    switch (f->state) {
    case 0:
        for (f->i = 0; f->i < f->n; f->i++) {
            f->chain.state = 0;
            f->chain.x = f->i;
            /* fall through */
    case 1:
            if (chain_1_step(t, &f->chain) != DONE) {
                f->state = 1;
                return;
            }
            sum += f->chain.result;
        }
    }
}

static long run_chain(long n)
{
    static struct chains f;
    static task t;
    f.n = n;
    start(&t, chains_step, &f);
    return run();
}

/* ---- ping: a slot each way ------------------------------------------------------------------------ */

struct slot { int value, full; task *waiter; };
struct side { int state; long i, n; };

static struct slot there, back;

static void slot_set(struct slot *s, int value)
{
    s->value = value;
    s->full = 1;
    if (s->waiter)
        ready(s->waiter);
    s->waiter = NULL;
}

/* 0: not yet, t is woken. */
static int slot_get(struct slot *s, task *t, int *value)
{
    if (!s->full) {
        s->waiter = t;
        return 0;
    }
    s->full = 0;
    *value = s->value;
    return 1;
}

static void answer_step(task *t, void *frame)
{
    struct side *f = frame;
    int x;
    for (; f->i < f->n; f->i++) {
        if (!slot_get(&there, t, &x))
            return;
        slot_set(&back, x + 1);
    }
}

static void ask_step(task *t, void *frame)
{
    struct side *f = frame;
    int x;
    switch (f->state) {
    case 0:
        for (; f->i < f->n; f->i++) {
            slot_set(&there, (int)f->i);
            /* fall through */
    case 1:
            if (!slot_get(&back, t, &x)) {
                f->state = 1;
                return;
            }
            sum += x;
        }
    }
}

static long run_ping(long n)
{
    static struct side a, b;
    static task ta, tb;
    a.n = b.n = n;
    start(&ta, ask_step, &a);
    start(&tb, answer_step, &b);
    return run();
}

/* ---- queue: the same with slots that whoever finds them full waits for ------------------- */

struct queue { long value; int full; task *putter, *getter; };
struct end { int state; long i, n, x; };

static struct queue to, fro;

/* 0: not yet, t is woken. */
static int queue_put(struct queue *q, task *t, long value)
{
    if (q->full) {
        q->putter = t;
        return 0;
    }
    q->full = 1;
    q->value = value;
    if (q->getter)
        ready(q->getter);
    q->getter = NULL;
    return 1;
}

static int queue_get(struct queue *q, task *t, long *value)
{
    if (!q->full) {
        q->getter = t;
        return 0;
    }
    q->full = 0;
    *value = q->value;
    if (q->putter)
        ready(q->putter);
    q->putter = NULL;
    return 1;
}

static void add_one_step(task *t, void *frame)
{
    struct end *f = frame;
    switch (f->state) {
        for (; f->i < f->n; f->i++) {
    case 0:
            if (!queue_get(&to, t, &f->x))
                return;
            f->x++;
            f->state = 1;
            /* fall through */
    case 1:
            if (!queue_put(&fro, t, f->x))
                return;
            f->state = 0;
        }
    }
}

static void put_and_get_step(task *t, void *frame)
{
    struct end *f = frame;
    switch (f->state) {
        for (; f->i < f->n; f->i++) {
    case 0:
            if (!queue_put(&to, t, f->i))
                return;
            f->state = 1;
            /* fall through */
    case 1:
            if (!queue_get(&fro, t, &f->x))
                return;
            sum += f->x;
            f->state = 0;
        }
    }
}

static long run_queue(long n)
{
    static struct end a, b;
    static task ta, tb;
    a.n = b.n = n;
    start(&ta, put_and_get_step, &a);
    start(&tb, add_one_step, &b);
    return run();
}

/* ---- spawn: tasks from a free list, freed by who joins them ---------------------------------------- */

struct spawned { task t; struct spawned *free; task *joiner; int ended; struct child child; };
struct spawns { int state; long i, n; struct spawned *s; };

static struct spawned *spare;

static void spawned_step(task *t, void *frame)
{
    struct spawned *s = frame;
    (void)t;
    if (child_step(&s->child) != DONE)
        return;
    s->ended = 1;
    if (s->joiner)
        ready(s->joiner);
}

static struct spawned *spawned_new(int x)
{
    struct spawned *s = spare;
    if (s)
        spare = s->free;
    else
        s = malloc(sizeof *s);
    if (!s)
        abort();
    s->joiner = NULL;
    s->ended = 0;
    s->child = (struct child){ 0, x, 0 };
    start(&s->t, spawned_step, s);
    return s;
}

static void spawned_free(struct spawned *s)
{
    s->free = spare;
    spare = s;
}

static void spawns_step(task *t, void *frame)
{
    struct spawns *f = frame;
    switch (f->state) {
    case 0:
        for (; f->i < f->n; f->i++) {
            f->s = spawned_new((int)f->i);
            /* fall through */
    case 1:
            if (!f->s->ended) {
                f->s->joiner = t;
                f->state = 1;
                return;
            }
            sum += f->s->child.result;
            spawned_free(f->s);
        }
    }
}

static long run_spawn(long n)
{
    static struct spawns f;
    static task t;
    f.n = n;
    start(&t, spawns_step, &f);
    return run();
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
