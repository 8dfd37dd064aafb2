/* stackful.h: async C on stacks, the second oracle of the corpus.
 *
 * The keywords of docs/language.md for programs that stackful.py has opened: each
 * task and generator has a stack of its own (ucontext), an await is a call, a cancelled await
 * unwinds with the compiler's own cleanup handlers, a defer is a nested function
 * that such a handler calls. No state machine, no frame, nothing shared with cedec
 * or the runtime, so that an event log on which both agree has two witnesses.
 *
 * In:   one corpus program, through stackful.py. Out: stackful.c runs it.
 * Always:
 *   1. the ready queue is first in, first out, and a task is in it at most once;
 *   2. time passes only when no task is ready, to the next timer;
 *   3. a guard or a defer is cleaned up exactly once on each way out of its block;
 *   4. a generator runs as its consumer's task, on top of that one's scopes, and leaves
 *      none of its own there while it offers a value.
 * gcc -O0 -fexceptions only: locals must stay in memory across setjmp. Tests only. */
#ifndef CEDE_TESTS_STACKFUL_H
#define CEDE_TESTS_STACKFUL_H

#include <errno.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

typedef struct cede_duration { int64_t ns; } cede_duration;
typedef struct cede_time { int64_t ns; } cede_time;
typedef struct cede_task cede_task;
typedef struct cede_group cede_group;

#define cede_ns(n) ((cede_duration){ (n) })
#define cede_us(n) ((cede_duration){ (n) * INT64_C(1000) })
#define cede_ms(n) ((cede_duration){ (n) * INT64_C(1000000) })
#define cede_s(n) ((cede_duration){ (n) * INT64_C(1000000000) })

/* ---- the keywords that need no translator ---------------------------------- */

#define async
#define await(call) (call)
#define async_iter(T) int           /* what it ends with */
#define cede_iter(T) struct st_iter
#define boxed(call) (call)
#define offload(call) (call)
enum { CEDE_ISOLATE = 1 };

#define CEDE_CONTEXT(T, name, ...) const struct name##__context { T cede__value; } name = { __VA_ARGS__ }
#define cede_context(name) (*(__typeof__(&(name).cede__value))st_bound(&(name)))

/* ---- the library ------------------------------------------------------------ */

cede_time cede_now(void);
cede_time cede_after(cede_duration d);
cede_duration cede_until(cede_time t);
int cede_sleep(cede_duration d);
int cede_sleep_until(cede_time t);
int cede_yield(void);
int cede_join(cede_task *t);
void st_cancel(cede_task *t, int reason, int counted);
#define cede_task_cancel(t, reason) st_cancel(t, reason, ST_COUNTED)
void cede_task_release(cede_task *t);
void cede_group_cancel(cede_group *g);
void cede_group_limit(cede_group *g, unsigned limit);
unsigned cede_group_running(const cede_group *g);
int cede_group_error(const cede_group *g);
unsigned cede_group_errors(const cede_group *g, int *errors, unsigned max);
int cede_leaving(void);
int cede_cancel_pending(void);

/* Runs it as the main task to its end, cancels and awaits what was detached. */
int st_run(int (*entry)(void));

/* ---- blocks: what stackful.py writes ----------------------------------------- */

enum st_way { ST_END, ST_BREAK, ST_CONTINUE, ST_GOTO, ST_RETURN, ST_BY_CANCEL, ST_BY_DEADLINE,
              ST_BY_FAILURE, ST_WAYS };
enum st_row { ST_DEFER, ST_WITHIN, ST_SHIELD, ST_GROUP, ST_EACH, ST_OPEN, ST_CONTEXT, ST_SPAWN, ST_SPAWN_INTO, ST_SPAWN_TASK,
              ST_DETACH, ST_CANCEL, ST_YIELD, ST_ROWS };

/* How often a block of each kind, or one that contains the call, was left each way. */
extern unsigned st_covered[ST_ROWS][ST_WAYS];

/* 0 in files whose blocks do not count as the program's. */
#ifndef ST_COUNTED
#define ST_COUNTED 1
#endif

struct st_scope {
    struct st_scope *outer;
    int signal;             /* why what is inside shall unwind; 0: it shall not */
    int hold;               /* signals from further out wait */
    int64_t deadline;       /* a within's; INT64_MAX: none */
    const void *variable, *value;       /* a with_context's; null: it is another block */
};

struct st_timer {
    int64_t at;
    cede_task *task;
    struct st_scope *scope;     /* null: a sleep */
    struct st_timer *next;
    int queued;
};

struct cede_group {
    struct st_scope *scope;
    cede_task *owner, *first, *last;    /* in spawn order */
    int *errors;
    unsigned running, failures, limit;
    int error, isolate, cancelled, interrupted, waits, waited;
};

struct st_guard {
    enum st_way by;
    enum st_row row;
    int counted;                /* in st_covered */
    unsigned marks;             /* rows of calls made in the block */
    int popped;
    struct st_guard *outer;     /* the task's guards, for the marks */
    struct st_scope scope;
    struct st_timer timer;
    cede_group group;
    jmp_buf other;              /* the else part */
    struct st_iter *iter;       /* await_each, open_iter */
    struct st_guard *waits;     /* open_iter in a group's block: that one */
};

struct st_hold {
    struct st_guard guard;
    int unwinding, leaving;     /* the task's, put aside meanwhile */
};

void st_within(struct st_guard *w, cede_time deadline);
void st_shield(struct st_guard *s);
cede_group *st_group(struct st_guard *g, int flags);
void st_bind(struct st_guard *g, const void *variable, const void *value);
const void *st_bound(const void *variable);
void st_leave(struct st_guard *g);
int st_defer_wait(struct st_guard *group);
void st_hold_begin(struct st_hold *h, enum st_way by);
void st_hold_end(struct st_hold *h);
void st_defer_end(int interrupted);

#define CEDE__CLEANUP(f) __attribute__((__cleanup__(f)))
#define CEDE__GUARD(n) struct st_guard cede__guard_##n CEDE__CLEANUP(st_leave) = { .counted = ST_COUNTED };
#define CEDE__BY(n, way) cede__guard_##n.by = ST_##way;
#define CEDE__WITHIN_UNTIL(n, deadline) CEDE__GUARD(n) \
    st_within(&cede__guard_##n, deadline); if (!setjmp(cede__guard_##n.other))
#define CEDE__WITHIN(n, duration) CEDE__WITHIN_UNTIL(n, cede_after(duration))
#define CEDE__WITH_CONTEXT(n, variable, v) \
    __typeof__((variable)->cede__value) const cede__value_##n = v; \
    CEDE__GUARD(n) st_bind(&cede__guard_##n, variable, &cede__value_##n);
#define CEDE__SHIELD(n) CEDE__GUARD(n) st_shield(&cede__guard_##n);
#define CEDE__GROUP(n, g, flags) CEDE__GUARD(n) \
    cede_group *g = st_group(&cede__guard_##n, flags); if (!setjmp(cede__guard_##n.other))

/* A group's tasks end before the defers of its block run: the first one waits. */
#define CEDE__DEFER(n, group) \
    struct cede__defer_##n { enum st_way by; }; \
    auto void cede__body_##n(void); \
    auto void cede__clean_##n(struct cede__defer_##n *d); \
    struct cede__defer_##n cede__guard_##n CEDE__CLEANUP(cede__clean_##n) = { ST_END }; \
    void cede__clean_##n(struct cede__defer_##n *d) \
    { \
        int interrupted = st_defer_wait(group); \
        { \
            struct st_hold hold CEDE__CLEANUP(st_hold_end) = { .guard.counted = ST_COUNTED }; \
            st_hold_begin(&hold, d->by); \
            cede__body_##n(); \
        } \
        st_defer_end(interrupted); \
    } \
    void cede__body_##n(void)

/* ---- generators: what stackful.py writes --------------------------------------- */

struct st_iter *st_iter_open(long (*thunk)(void *), const void *call, size_t size);
void st_each(struct st_guard *g, struct st_iter *it);
void st_each_leave(struct st_guard *g);
/* Whether there is one more, which is stored then. */
int st_each_next(struct st_guard *g, void *value);
void st_each_continue(struct st_guard *g);
int st_each_code(const struct st_guard *g);
void st_open(struct st_guard *g, struct st_iter *it, struct st_guard *group);
void st_open_leave(struct st_guard *g);
void st_yield(const void *value, size_t size, int counted);
int cede_next(struct st_iter *it, void *value);

#define CEDE__ITER(g, thunk, call, size) st_iter_open(thunk, call, size)
#define CEDE__EACH(n, it) \
    struct st_guard cede__guard_##n CEDE__CLEANUP(st_each_leave) = { .counted = ST_COUNTED }; \
    st_each(&cede__guard_##n, it);
#define CEDE__NEXT(n, x) while (st_each_next(&cede__guard_##n, &x))
#define CEDE__OPEN(n, it, group) \
    struct st_guard cede__guard_##n CEDE__CLEANUP(st_open_leave) = { .counted = ST_COUNTED }; \
    st_open(&cede__guard_##n, it, group);

/* ---- tasks: what stackful.py writes ------------------------------------------- */

cede_task *st_spawn(cede_group *g, long (*thunk)(void *), const void *call, size_t size, enum st_row row,
                   int counted);

void st_lost(cede_group *g, int error);
void st_nothing();
int st_zero();

/* Makes the call once and keeps its result in r: 0 for void. */
#define CEDE__VOID(call) __builtin_types_compatible_p(__typeof__(call), void)
#define CEDE__CALL(r, f, args) \
    __builtin_choose_expr(CEDE__VOID(f args), f, st_nothing) args; \
    __typeof__(__builtin_choose_expr(CEDE__VOID(f args), st_zero, f) args) r = \
        __builtin_choose_expr(CEDE__VOID(f args), st_zero, f) args
#define CEDE__CODE(r) _Generic((r), int: (r), long: (r), default: 0)
#define CEDE__SPAWN(g, thunk, call, size) (st_spawn(g, thunk, call, size, ST_SPAWN, ST_COUNTED) ? 0 : -EAGAIN)
#define CEDE__SPAWN_INTO(g, thunk, call, size) (st_spawn(g, thunk, call, size, ST_SPAWN_INTO, ST_COUNTED) ? 0 : -EAGAIN)
/* Nobody looks whether one of these failed. */
#define CEDE__ALONE(g, code) ({ int cede__code = (code); if (cede__code < 0) st_lost(g, cede__code); })
#define CEDE__SPAWN_TASK(g, thunk, call, size) st_spawn(g, thunk, call, size, ST_SPAWN_TASK, ST_COUNTED)
#define CEDE__DETACH(g, thunk, call, size) (st_spawn(0, thunk, call, size, ST_DETACH, ST_COUNTED), 0)

#endif
