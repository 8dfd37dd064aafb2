/* lean.h: the core for small chips: static tasks, one loop, ticks of 32 or 16 bits.
 *
 * With CEDE_LEAN defined for all files, <cede/core.h> is this in place of task.h, group.h,
 * future.h and loop.h. Generated code is the same. What is there: static tasks, sleep,
 * yield, events, flags, bytes from interrupts, defer, and, unless CEDE_NO_CANCEL is defined
 * too, within, shield and cede_task_cancel. What is not: spawn, groups, join, futures,
 * generators, context variables, boxed and recursive awaits, calls through pointers, pools of
 * static tasks: these do not compile or do not link. Files of different profiles do not
 * link. Mistakes of the caller stop the program in builds without NDEBUG.
 *
 * A task has no timer, no group and no list of its own: while it waits it is linked among
 * the sleepers, while it is ready in the ring of ready tasks, by the same word. It waits in
 * one leaf at a time, so it has room for one time.
 * Always:
 *   1. a task is in one of the two or in none, and in none while it runs;
 *   2. who wakes a task takes it out of the sleepers; its leaf looks again, and goes back
 *      to sleep if need be;
 *   3. a deadline of a within is no node: a leaf that waits inside sleeps until the
 *      earliest of them.
 *
 * Freestanding. */
#ifndef CEDE_LEAN_H
#define CEDE_LEAN_H

#ifndef CEDE_LEAN
#error "the lean core is chosen by -DCEDE_LEAN for all files, cedec's run included; then include <cede/core.h>"
#endif

#include <cede/errno.h>
#include <cede/frame.h>
#include <cede/port.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Files of one profile refer to these names, those of the other to others. */
#ifdef CEDE_NO_CANCEL
#define cede__lean              cede__lean_without_cancel
#define cede__start             cede__start_without_cancel
#define cede_sleep__step        cede_sleep__step_without_cancel
#define cede_sleep_until__step  cede_sleep_until__step_without_cancel
#define cede_yield__step        cede_yield__step_without_cancel
#define cede_event_wait__step   cede_event_wait__step_without_cancel
#define cede_event_wait_for__step cede_event_wait_for__step_without_cancel
#define cede_bytes_get__step    cede_bytes_get__step_without_cancel
#define cede_flag_wait__step    cede_flag_wait__step_without_cancel
#define cede_flag_wait_for__step cede_flag_wait_for__step_without_cancel
#endif

/* ---- tasks ------------------------------------------------------------------------- */

/* Its frames lie behind it. */
struct cede_task {
    cede_task *next;        /* ready: the next task; asleep: the next sleeper; null: neither */
    cede_step *step;        /* of its function; null: it has ended */
    cede_time at;           /* when what it waits in, if that is timed, ends */
#ifndef CEDE_NO_CANCEL
    struct cede_scope *scope;   /* innermost */
    uint8_t cancel;         /* the reason, positive; 0: it is not cancelled */
    uint8_t cut;            /* `at` is a within's deadline */
#endif
};

/* All that the loop keeps. */
struct cede__lean {
    cede_task *sleepers;    /* earliest first */
    cede_task *ready;       /* the last of a ring; null: none */
    cede_task *armed;       /* the block that cede_start is about to start */
};
extern struct cede__lean cede__lean;

/* Makes a waiting task ready; of one that is ready nothing comes. A step that was resumed
 * looks again at what it waits for.
 *
 *   context    any, interrupts too */
void cede_wake(cede_task *t);

/* The task of a static block. */
#define cede_task_of(block) ((cede_task *)(void *)(block))

#ifndef CEDE__CEDEC
/* A block of exactly f's size, and a start in it.
 *
 *   returns    0; -EBUSY while the task before runs
 *   context    main or a task */
#define cede_static_task(name, f) \
    static union { void *cede__align; unsigned char cede__bytes[sizeof (cede_task) + f##__deep]; } name CEDE__TASK_LABEL(name, f)
#define cede_start(block, ...) \
    ((void)(cede__lean.armed = cede_task_of(block)), (void)(__VA_ARGS__), cede__started())
#endif

static inline int cede__started(void)
{
    return cede__lean.armed ? -EBUSY : 0;
}

/* What a plain symbol asks: where its arguments go, a state word 0 so far; null: the block
 * is in use. */
void *cede__start(cede_step *step);
static inline void *cede__enter(const cede_fn *fn)
{
    return cede__start(fn->step);
}
static inline void cede__enter_bare(const cede_fn *fn)
{
    (void)cede__start(fn->step);
}

#ifndef CEDE_NO_CANCEL
/* Asks a task to unwind: the await that it waits in ends without a result, its defers run,
 * and it ends. Only the first call counts.
 *
 *   reason     a negative errno, -255 to -1, for cede_leaving(); 0: -ECANCELED
 *   context    main or a task */
void cede_task_cancel(cede_task *t, int reason);

#endif

/* ---- suspending ----------------------------------------------------------------------- */

static inline cede_status cede__pending(cede_task *t, void *frame, cede_step *step)
{
    (void)t, (void)frame, (void)step;
    return CEDE_PENDING;
}
#define cede__suspended cede__pending

/* Steps come down from the root: none is stepped after its end. */
static inline cede_status cede__ended(cede_state state)
{
    (void)state;
#ifdef __GNUC__
    __builtin_unreachable();
#endif
    return CEDE_DONE;
}

/* The end of a timed leaf's step that has to wait; cede_sleep's own. When its state, with
 * which the frame begins, is not timed yet it begins: t->at is a duration, and becomes a
 * time. DONE: that has come; UNWOUND: a signal says so; else PENDING, and t is among the
 * sleepers. */
cede_status cede_sleep__step(void *state, cede_task *t);

/* What a leaf says: without cancellation nothing unwinds, and the compiler may know. */
static inline cede_status cede__waits(cede_status s)
{
#if defined(CEDE_NO_CANCEL) && defined(__GNUC__)
    if (s == CEDE_UNWOUND || s > CEDE_PENDING)
        __builtin_unreachable();
#endif
    return s;
}

/* Bits of a leaf's state. */
enum {
    CEDE__BEGUN = 1,
    CEDE__TIMED = 2,
    CEDE__LINKED = 4,       /* an event's: it is in its list… */
    CEDE__ARRIVED = 8       /* …and was taken out by a set */
};

/* ---- scopes ------------------------------------------------------------------------------ */

#ifdef CEDE_NO_CANCEL
#define cede__signal(t) ((void)(t), 0)
#define cede__wait(t, timed) cede__fall_asleep(t)
#define cede__block(t) ((void)(t), CEDE_PENDING)
#define cede__task_init(t) ((void)(t))
#define cede__uncut(t) ((void)(t))
#define cede__is_cut(t) 0
#else
typedef struct cede_scope {
    struct cede_scope *outer;
    cede_time at;           /* a within's deadline */
    uint8_t holds;          /* it is a shield, or a defer that awaits */
} cede_scope;
typedef struct cede__within { cede_scope scope; } cede__within;

/* Why what t awaits shall unwind; 0: it shall not. */
int cede__signal(const cede_task *t);
/* Waits until t is woken, and if it is timed until t->at: UNWOUND where a signal says so, else
 * PENDING. The earliest deadline around it wakes it as well. */
cede_status cede__wait(cede_task *t, int timed);
#define cede__block(t) cede__wait(t, 0)
/* Puts t among the sleepers until t->at; one that was woken since its step began stays
 * ready. PENDING. */
cede_status cede__fall_asleep(cede_task *t);

void cede__within_begin(cede_task *t, cede__within *w, cede_duration d);
void cede__within_until(cede_task *t, cede__within *w, cede_time deadline);
int cede__within_takes(cede_task *t, cede__within *w);
void cede__hold_begin(cede_task *t, cede_scope *s);
int cede__reason(const cede_task *t);

static inline void cede__task_init(cede_task *t)
{
    t->scope = NULL;
    t->cancel = 0;
}

static inline void cede__uncut(cede_task *t)
{
    t->cut = 0;
}

static inline int cede__is_cut(const cede_task *t)
{
    return t->cut;
}

static inline void cede__hold_end(cede_task *t, cede_scope *s)
{
    t->scope = s->outer;
}

static inline void cede__within_end(cede_task *t, cede__within *w)
{
    t->scope = w->scope.outer;
}
#endif

/* In a defer, why the block is left; cedec replaces it there. */
static inline int cede_leaving(void)
{
    return 0;
}

/* ---- leaves --------------------------------------------------------------------------------- */

/* Those that take a time write it into the task, where it is needed, and not into their frame. */
#undef CEDE__ARGS
#define CEDE__ARGS(f, area, ...) CEDE__FIRST_OF(CEDE__OWN_##f, CEDE__ASSIGN, ~)(f, area, __VA_ARGS__)
#define CEDE__FIRST_OF(...) CEDE__SECOND(__VA_ARGS__, ~)
#define CEDE__SECOND(a, b, ...) b
#define CEDE__ASSIGN(f, area, ...) \
    ((void)(*(struct f##__args *)(void *)(area) = (struct f##__args){ __VA_ARGS__ }))
#define CEDE__PUT(f, area, ...) f##__put(area, cede__t, __VA_ARGS__)
#define CEDE__OWN_cede_sleep ~, CEDE__PUT
#define CEDE__OWN_cede_sleep_until ~, CEDE__PUT
#define CEDE__OWN_cede_flag_wait_for ~, CEDE__PUT
#define CEDE__OWN_cede_event_wait_for ~, CEDE__PUT

/* The time. Ticked, it is the last tick's. */
static inline cede_time cede_now(void)
{
    cede_time now;
    now.ticks = cede_port_ticks();
    return now;
}

static inline cede_time cede_after(cede_duration d)
{
    cede_time at;
    at.ticks = (cede_ticks)(cede_port_ticks() + (cede_ticks)d.ticks);
    return at;
}

static inline cede_duration cede_until(cede_time t)
{
    cede_duration d;
    d.ticks = (cede_tick_span)(t.ticks - cede_port_ticks());
    return d;
}

/* Waits for `duration` while other tasks run.
 *
 *   duration   zero or less: gives way once
 *   returns    0
 *   suspends   always
 *   cancel     takes effect here
 *   owns       nothing; it is linked by its task
 *   context    task */
CEDE__FRAME cede_sleep__args { cede_state cede__state; int16_t result; };
CEDE__FRAME cede_sleep__frame { cede_state cede__state; int16_t result; };
CEDE__LEAF(int16_t, cede_sleep);
static inline void cede_sleep__put(void *area, cede_task *t, cede_state state, cede_duration duration)
{
    t->at.ticks = (cede_ticks)duration.ticks;
    *(struct cede_sleep__args *)area = (struct cede_sleep__args){ state, 0 };
}
cede_async int cede_sleep(cede_duration duration);

/* Waits until `deadline`; otherwise as cede_sleep. */
CEDE__FRAME cede_sleep_until__args { cede_state cede__state; int16_t result; };
CEDE__FRAME cede_sleep_until__frame { cede_state cede__state; int16_t result; };
CEDE__LEAF(int16_t, cede_sleep_until);
static inline void cede_sleep_until__put(void *area, cede_task *t, cede_state state, cede_time deadline)
{
    t->at = deadline;
    *(struct cede_sleep_until__args *)area = (struct cede_sleep_until__args){ state, 0 };
}
cede_async int cede_sleep_until(cede_time deadline);

/* Lets every task that is ready now go first. */
CEDE__FRAME cede_yield__args { cede_state cede__state; };
CEDE__FRAME cede_yield__frame { cede_state cede__state; };
CEDE__LEAF(int, cede_yield);
cede_async int cede_yield(void);

/* ---- flags: of one task -------------------------------------------------------------------- */

/* Something that has happened, and one task that waits for it; sets are remembered until
 * they are waited for, several count once.
 *
 *   lifetime   while it is used it stays put; the caller's memory; zeros to begin with */
typedef struct cede_flag {
    cede_task *waiter;      /* null: nobody */
    uint8_t set;
} cede_flag;

/* Sets it and wakes who waits; lock-free but for the wake.
 *
 *   context    any, interrupts too */
void cede_flag_set(cede_flag *f);

/* Waits until it is set, and clears it; one task at a time.
 *
 *   returns    0
 *   suspends   unless it is set
 *   cancel     takes effect here, unless it is set
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_flag_wait__args { cede_state cede__state; cede_flag *flag; };
CEDE__FRAME cede_flag_wait__frame { cede_state cede__state; cede_flag *flag; };
CEDE__LEAF(int, cede_flag_wait);
cede_async int cede_flag_wait(cede_flag *flag);

/* The same for a time.
 *
 *   returns    0; -ETIMEDOUT */
CEDE__FRAME cede_flag_wait_for__args { cede_state cede__state; cede_flag *flag; };
CEDE__FRAME cede_flag_wait_for__frame { cede_state cede__state; cede_flag *flag; };
CEDE__LEAF(int, cede_flag_wait_for);
static inline void cede_flag_wait_for__put(void *area, cede_task *t, cede_state state, cede_flag *flag, cede_duration duration)
{
    t->at.ticks = (cede_ticks)duration.ticks;
    *(struct cede_flag_wait_for__args *)area = (struct cede_flag_wait_for__args){ state, flag };
}
cede_async int cede_flag_wait_for(cede_flag *flag, cede_duration duration);

/* ---- events: of any number of tasks ---------------------------------------------------------------------- */

/* Something that has happened. Once set it lets everyone pass until it is cleared; an
 * automatic one lets one waiter pass for each time it is set, and remembers one.
 *
 *   lifetime   while it is used it stays put; the caller's memory */
typedef struct cede_event {
    struct cede__event_waiter *waiters;     /* in the order they came */
    uint8_t set, automatic;
} cede_event;

#define CEDE_EVENT_INIT(e)      { 0, 0, 0 }
#define CEDE_EVENT_AUTO_INIT(e) { 0, 0, 1 }

/* The frame of who waits. */
struct cede__event_waiter {
    cede_state state;
    cede_event *event;
    struct cede__event_waiter *next;
    cede_task *task;
};

/* Sets it: whoever waits now passes; of an automatic one the first, and where nobody does
 * it stays set.
 *
 *   context    any, interrupts too */
void cede_event_set(cede_event *e);

static inline void cede_event_clear(cede_event *e)
{
    e->set = 0;
}

static inline int cede_event_is_set(const cede_event *e)
{
    return *(const volatile uint8_t *)&e->set;
}

/* Waits until it is set; an automatic one is cleared by that.
 *
 *   returns    0
 *   suspends   unless it is set
 *   cancel     takes effect here, unless it was set for this task
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_event_wait__args { cede_state cede__state; cede_event *event; };
CEDE__FRAME cede_event_wait__frame { struct cede__event_waiter waiter; };
CEDE__LEAF(int, cede_event_wait);
cede_async int cede_event_wait(cede_event *event);

/* The same for a time.
 *
 *   returns    0; -ETIMEDOUT */
CEDE__FRAME cede_event_wait_for__args { cede_state cede__state; cede_event *event; };
CEDE__FRAME cede_event_wait_for__frame { struct cede__event_waiter waiter; };
CEDE__LEAF(int, cede_event_wait_for);
static inline void cede_event_wait_for__put(void *area, cede_task *t, cede_state state, cede_event *event, cede_duration duration)
{
    t->at.ticks = (cede_ticks)duration.ticks;
    *(struct cede_event_wait_for__args *)area = (struct cede_event_wait_for__args){ state, event };
}
cede_async int cede_event_wait_for(cede_event *event, cede_duration duration);

/* ---- bytes from an interrupt ------------------------------------------------------------------ */

/* A queue of bytes that one interrupt puts and one task gets; lock-free.
 *
 *     CEDE_BYTES(received, 8);
 *     … cede_bytes_put_from_isr(&received.bytes, UDR0);
 *     … int byte = await(cede_bytes_get(&received.bytes)); */
typedef struct cede_bytes {
    cede_task *reader;      /* who waits; null: nobody */
    uint8_t put, got;       /* counted by who puts and who gets */
    uint8_t mask;           /* of a place in the room behind it */
} cede_bytes;

/* A queue of n bytes at file scope; n is a power of two up to 128. */
#define CEDE_BYTES(name, n) \
    static struct { cede_bytes bytes; uint8_t room[(n) & ((n) - 1) || (n) > 128 ? -1 : (n)]; } \
        name CEDE__QUEUE_LABEL(name) = { { 0, 0, 0, (n) - 1 }, { 0 } }

/* Puts a byte.
 *
 *   returns    0; -EAGAIN where there is no room, and the byte is dropped
 *   context    the interrupt, or whoever else is the only one that puts */
int cede_bytes_put_from_isr(cede_bytes *q, uint8_t byte);

/* Waits for the next byte; one task at a time.
 *
 *   returns    0 to 255
 *   suspends   unless there is one
 *   cancel     takes effect here; no byte is lost
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_bytes_get__args { cede_state cede__state; cede_bytes *bytes; };
CEDE__FRAME cede_bytes_get__frame { cede_state cede__state; cede_bytes *bytes; };
CEDE__LEAF(int, cede_bytes_get);
CEDE_VALUE cede_async int cede_bytes_get(cede_bytes *bytes);

/* ---- without cancellation --------------------------------------------------------------------- */

#ifdef CEDE_NO_CANCEL
#undef cede_sleep__step
#define cede_sleep__step(f, t) cede__waits(cede_sleep__step_without_cancel((f), (t)))
#undef cede_sleep_until__step
#define cede_sleep_until__step(f, t) cede__waits(cede_sleep_until__step_without_cancel((f), (t)))
#undef cede_yield__step
#define cede_yield__step(f, t) cede__waits(cede_yield__step_without_cancel((f), (t)))
#undef cede_event_wait__step
#define cede_event_wait__step(f, t) cede__waits(cede_event_wait__step_without_cancel((f), (t)))
#undef cede_event_wait_for__step
#define cede_event_wait_for__step(f, t) cede__waits(cede_event_wait_for__step_without_cancel((f), (t)))
#undef cede_flag_wait__step
#define cede_flag_wait__step(f, t) cede__waits(cede_flag_wait__step_without_cancel((f), (t)))
#undef cede_flag_wait_for__step
#define cede_flag_wait_for__step(f, t) cede__waits(cede_flag_wait_for__step_without_cancel((f), (t)))
#undef cede_bytes_get__step
#define cede_bytes_get__step(f, t) cede__waits(cede_bytes_get__step_without_cancel((f), (t)))
#endif

#ifdef __cplusplus
}
#endif
#endif
