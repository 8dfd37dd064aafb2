/* stackful.c: the loop, the scopes and the unwinding behind stackful.h.
 *
 * In:   opened corpus programs. Out: their order of events, in virtual time.
 * Always:
 *   1. self is the task that runs; between two suspensions no other runs;
 *   2. t->signal is what the scopes between t->scope and the nearest hold say,
 *      the outermost first, the task's cancel before all;
 *   3. t->unwinding is set exactly while cleanup handlers run for a signal and
 *      no scope has taken it; defers, and the closing of a generator, put it aside
 *      while they run.
 * Not thread-safe. Allocates with calloc; running out of memory ends the tests. */
#include "stackful.h"
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unwind.h>

/* Enough for printf below a dozen unoptimised calls and the unwinder. */
enum { STACK_BYTES = 256 * 1024, MOST_JOINERS = 8 };

struct cede_task {
    ucontext_t context;
    cede_task *next_ready, *next, *prev;
    cede_task *joiners[MOST_JOINERS];   /* in the order they came */
    unsigned n_joiners;
    cede_group *group;
    struct st_scope *scope;
    struct st_guard *guards;
    struct st_iter *iter;               /* the innermost generator that runs */
    long (*thunk)(void *);
    char *stack;
    jmp_buf root;
    int ready, ended, handle, late;     /* late: freed when it leaves the queue */
    int signal, cancel, sibling;    /* sibling: cancelled because another failed */
    int unwinding, leaving;
    int outcome, failed;
    struct exception *exceptions;       /* the latest first */
    max_align_t call[];
};

unsigned st_covered[ST_ROWS][ST_WAYS];

static cede_task *self;
static ucontext_t loop;
static int64_t now;
static cede_task *ready_first, **ready_last = &ready_first;
static struct st_timer *timers;
static cede_group detached;
static char *stacks[64];            /* free ones */
static unsigned n_stacks;

struct exception {
    struct _Unwind_Exception head;
    struct exception *earlier;
};

static void *allocate(size_t bytes)
{
    void *p = calloc(1, bytes);
    if (!p)
        abort();
    return p;
}

static void block_free(cede_task *t);

/* ---- ready queue and timers --------------------------------------------------- */

static void wake(cede_task *t)
{
    if (t->ready || t->ended)
        return;
    t->ready = 1;
    t->next_ready = NULL;
    *ready_last = t;
    ready_last = &t->next_ready;
}

static void suspend(void)
{
    swapcontext(&self->context, &loop);
}

static void timer_start(struct st_timer *m, int64_t at, struct st_scope *s)
{
    struct st_timer **p = &timers;
    while (*p && (*p)->at <= at)
        p = &(*p)->next;
    *m = (struct st_timer){ at, self, s, *p, 1 };
    *p = m;
}

static void timer_stop(struct st_timer *m)
{
    struct st_timer **p = &timers;
    if (!m->queued)
        return;
    while (*p != m)
        p = &(*p)->next;
    *p = m->next;
    m->queued = 0;
}

/* ---- scopes ------------------------------------------------------------------- */

static void signal_update(cede_task *t)
{
    struct st_scope *s = t->scope;
    t->signal = 0;
    for (; s && !s->hold; s = s->outer)
        if (s->signal)
            t->signal = s->signal;
    if (!s && t->cancel)
        t->signal = t->cancel;
}

static void signal_changed(cede_task *t)
{
    signal_update(t);
    if (t->signal)
        wake(t);
}

static void scope_push(struct st_scope *s, int hold)
{
    *s = (struct st_scope){ self->scope, 0, hold, INT64_MAX };
    self->scope = s;
    signal_update(self);
}

static void scope_pop(struct st_scope *s)
{
    if (self->scope != s)
        abort();
    self->scope = s->outer;
    signal_update(self);
}

static void timers_expire(void)
{
    while (timers && timers->at <= now) {
        struct st_timer *m = timers;
        timer_stop(m);
        if (m->scope) {
            m->scope->signal = -ETIMEDOUT;
            signal_changed(m->task);
        } else {
            wake(m->task);
        }
    }
}

/* ---- unwinding ------------------------------------------------------------------ */

/* Goes on to the outermost cleanup handler, that of task_root, if none takes it. */
static _Unwind_Reason_Code go_on(int version, _Unwind_Action actions, _Unwind_Exception_Class class,
                                 struct _Unwind_Exception *e, struct _Unwind_Context *c, void *arg)
{
    (void)version, (void)class, (void)e, (void)c, (void)arg;
    if (actions & _UA_END_OF_STACK)
        abort();
    return _URC_NO_REASON;
}

static _Noreturn void unwind(void)
{
    /* A defer that runs while one goes on may begin any number of others: all stay. */
    struct exception *e = allocate(sizeof *e);
    e->earlier = self->exceptions;
    self->exceptions = e;
    self->unwinding = 1;
    _Unwind_ForcedUnwind(&e->head, go_on, NULL);
    abort();
}

/* ---- what was left, and how -------------------------------------------------------- */

static enum st_way way_of(enum st_way by)
{
    if (!self->unwinding)
        return by;
    if (self->signal == -ETIMEDOUT)
        return ST_BY_DEADLINE;
    return self->signal == -ECANCELED && !self->sibling ? ST_BY_CANCEL : ST_BY_FAILURE;
}

static void cover(const struct st_guard *g, enum st_way way)
{
    if (!g->counted)
        return;
    st_covered[g->row][way]++;
    for (int row = ST_SPAWN; row < ST_ROWS; row++)
        if (g->marks & 1u << row)
            st_covered[row][way]++;
}

static void mark(enum st_row row, int counted)
{
    if (counted && self && self->guards)
        self->guards->marks |= 1u << row;
}

static void guard_push(struct st_guard *g, enum st_row row)
{
    g->row = row;
    g->outer = self->guards;
    self->guards = g;
}

/* A shield's way is what it held back, if it did. */
static enum st_way shield_way(struct st_guard *g)
{
    int unwinding = self->unwinding;
    enum st_way way;
    g->scope.hold = 0;
    signal_update(self);
    self->unwinding = self->signal != 0;
    way = way_of(g->by);
    self->unwinding = unwinding;
    g->scope.hold = 1;
    signal_update(self);
    return way;
}

static void guard_pop(struct st_guard *g)
{
    cover(g, way_of(g->by));
    if (g->row == ST_SHIELD)
        cover(g, shield_way(g));
    self->guards = g->outer;
    g->popped = 1;
}

/* ---- within, shield ------------------------------------------------------------------ */

void st_within(struct st_guard *w, cede_time deadline)
{
    guard_push(w, ST_WITHIN);
    scope_push(&w->scope, 0);
    w->scope.deadline = deadline.ns;
    if (deadline.ns > now) {
        timer_start(&w->timer, deadline.ns, &w->scope);
    } else {                /* the first await that has to wait does not */
        w->scope.signal = -ETIMEDOUT;
        signal_update(self);
    }
}

void st_bind(struct st_guard *g, const void *variable, const void *value)
{
    guard_push(g, ST_CONTEXT);
    scope_push(&g->scope, 0);
    g->scope.variable = variable;
    g->scope.value = value;
}

/* A task has what is bound where its group stands. */
const void *st_bound(const void *variable)
{
    const struct st_scope *s = self->scope;
    for (const cede_task *t = self;; t = t->group->owner) {
        for (; s; s = s->outer)
            if (s->variable == variable)
                return s->value;
        if (!t->group->owner)
            return variable;
        s = t->group->scope;
    }
}

void st_shield(struct st_guard *s)
{
    guard_push(s, ST_SHIELD);
    scope_push(&s->scope, 1);
}

/* ---- groups ----------------------------------------------------------------------------- */

cede_group *st_group(struct st_guard *g, int flags)
{
    guard_push(g, ST_GROUP);
    scope_push(&g->scope, 0);
    g->group = (cede_group){ .scope = &g->scope, .owner = self, .isolate = flags & CEDE_ISOLATE };
    return &g->group;
}

static void group_cancel(cede_group *g, int sibling)
{
    if (g->cancelled)
        return;
    g->cancelled = 1;
    for (cede_task *t = g->first; t; t = t->next) {
        t->sibling |= sibling;
        st_cancel(t, -ECANCELED, 0);
    }
}

/* Something further out than the group's own signal wants its owner to unwind. */
static int signalled_outside(cede_group *g)
{
    int own = g->scope->signal, outside;
    g->scope->signal = 0;
    signal_update(g->owner);
    outside = g->owner->signal;
    g->scope->signal = own;
    signal_update(g->owner);
    return outside;
}

static void group_wait(cede_group *g)
{
    while (g->running) {
        if (signalled_outside(g)) {
            g->interrupted = 1;
            group_cancel(g, 0);
        }
        g->waits = 1;
        suspend();
    }
    g->waited = 1;
}

static void group_free(cede_group *g)
{
    for (cede_task *t = g->first, *next; t; t = next) {
        next = t->next;
        block_free(t);
    }
    free(g->errors);
}

int st_defer_wait(struct st_guard *guard)
{
    cede_group *g = guard ? &guard->group : NULL;
    if (!g || g->waited)
        return 0;
    group_wait(g);
    if (self->unwinding || !(g->interrupted || g->scope->signal))
        return 0;
    self->unwinding = 1;    /* from here on; st_defer_end sets the handlers going */
    return 1;
}

/* Every way out of a numbered block ends here, once with popped == 0. */
void st_leave(struct st_guard *g)
{
    int interrupted = 0;
    if (g->popped) {
        if (g->row == ST_GROUP)
            group_free(&g->group);
        return;
    }
    if (g->row == ST_GROUP)
        interrupted = st_defer_wait(g);
    guard_pop(g);
    timer_stop(&g->timer);
    scope_pop(&g->scope);
    if (self->unwinding && g->scope.signal && !self->signal) {
        self->unwinding = 0;
        longjmp(g->other, 1);
    }
    if (g->row == ST_GROUP)
        group_free(&g->group);
    if (interrupted)
        unwind();
}

void cede_group_cancel(cede_group *g)
{
    group_cancel(g, 0);
}

unsigned cede_group_running(const cede_group *g)
{
    return g->running;
}

int cede_group_error(const cede_group *g)
{
    return g->error;
}

unsigned cede_group_errors(const cede_group *g, int *errors, unsigned max)
{
    unsigned i = 0;
    for (; i < g->failures && i < max; i++)
        errors[i] = g->errors[i];
    return g->failures;
}

/* ---- defers -------------------------------------------------------------------------------- */

void st_hold_begin(struct st_hold *h, enum st_way by)
{
    guard_push(&h->guard, ST_DEFER);
    h->guard.by = way_of(by);
    h->unwinding = self->unwinding;
    h->leaving = self->leaving;
    self->leaving = !self->unwinding ? 0 : self->signal ? self->signal : -ECANCELED;
    self->unwinding = 0;
    scope_push(&h->guard.scope, 1);
}

void st_hold_end(struct st_hold *h)
{
    guard_pop(&h->guard);
    scope_pop(&h->guard.scope);
    self->unwinding = h->unwinding;
    self->leaving = h->leaving;
}

void st_defer_end(int interrupted)
{
    if (interrupted)
        unwind();
}

int cede_leaving(void)
{
    return self->leaving;
}

int cede_cancel_pending(void)
{
    const struct st_scope *s = self->scope;
    int pending = 0;
    for (; s && !s->hold; s = s->outer) {
        if (s->deadline <= now)
            pending = -ETIMEDOUT;
        if (s->signal)
            pending = s->signal;
    }
    return !s && self->cancel ? self->cancel : pending;
}

/* ---- generators --------------------------------------------------------------------------------- */

struct st_iter {
    ucontext_t context, consumer;
    struct st_iter *outer;          /* the generator that pulls it */
    struct st_scope scope, *inner;  /* signalled to close it; innermost of its own */
    struct st_guard base, *guards;  /* the same of guards */
    long (*thunk)(void *);
    char *stack;
    jmp_buf root;
    const void *value;
    size_t size;
    int ended, unwound, closing, running, code;
    max_align_t call[];
};

static void iter_left(int *unwound)
{
    if (*unwound)
        longjmp(self->iter->root, 1);
}

static void iter_root(void)
{
    struct st_iter *it = self->iter;
    int volatile code = 0;
    if (!setjmp(it->root)) {
        int unwound CEDE__CLEANUP(iter_left) = 1;
        code = (int)it->thunk(it->call);
        unwound = 0;
    }
    it->unwound = self->unwinding;
    it->code = code;
    it->ended = 1;
    setcontext(&it->consumer);
    abort();
}

static char *stack_new(void)
{
    return n_stacks ? stacks[--n_stacks] : allocate(STACK_BYTES);
}

static void stack_free(char *stack)
{
    if (n_stacks < 64)
        stacks[n_stacks++] = stack;
    else
        free(stack);
}

struct st_iter *st_iter_open(long (*thunk)(void *), const void *call, size_t size)
{
    struct st_iter *it = allocate(sizeof *it + size);
    it->thunk = thunk;
    memcpy(it->call, call, size);
    it->scope.deadline = INT64_MAX;
    it->inner = &it->scope;
    it->guards = &it->base;
    it->stack = stack_new();
    getcontext(&it->context);
    it->context.uc_stack.ss_sp = it->stack;
    it->context.uc_stack.ss_size = STACK_BYTES;
    makecontext(&it->context, iter_root, 0);
    return it;
}

/* Until it offers a value or has ended. */
static void iter_run(struct st_iter *it)
{
    it->scope.outer = self->scope;
    it->base.outer = self->guards;
    it->outer = self->iter;
    self->scope = it->inner;
    self->guards = it->guards;
    self->iter = it;
    signal_update(self);
    it->running = 1;
    swapcontext(&it->consumer, &it->context);
    it->running = 0;
    it->inner = self->scope;
    it->guards = self->guards;
    self->scope = it->scope.outer;
    self->guards = it->base.outer;
    self->iter = it->outer;
    signal_update(self);
}

/* 1: there is a value. One that was unwound takes its consumer with it. */
static int iter_pull(struct st_iter *it)
{
    if (it->ended)
        return 0;
    iter_run(it);
    if (!it->ended)
        return 1;
    if (it->unwound) {
        it->code = self->signal;
        unwind();
    }
    it->code = it->code < 0 ? it->code : 0;
    return 0;
}

/* The consumer's own unwinding, if that is why, goes on behind it. */
static void iter_close(struct st_iter *it)
{
    int unwinding = self->unwinding, leaving = self->leaving;
    self->unwinding = 0;
    it->closing = 1;
    it->scope.signal = -ECANCELED;
    if (!it->ended)
        iter_run(it);
    self->unwinding = unwinding;
    self->leaving = leaving;
    stack_free(it->stack);
    free(it);
}

void st_yield(const void *value, size_t size, int counted)
{
    struct st_iter *it = self->iter;
    mark(ST_YIELD, counted);
    it->value = value;
    it->size = size;
    if (!it->closing)
        swapcontext(&it->context, &it->consumer);
    if (it->closing)
        unwind();
}

void st_each(struct st_guard *g, struct st_iter *it)
{
    guard_push(g, ST_EACH);
    g->iter = it;
}

int st_each_next(struct st_guard *g, void *value)
{
    if (!iter_pull(g->iter))
        return 0;
    memcpy(value, g->iter->value, g->iter->size);
    return 1;
}

void st_each_continue(struct st_guard *g)
{
    cover(g, ST_CONTINUE);
}

/* 0 where it was left before it had ended. */
int st_each_code(const struct st_guard *g)
{
    return g->iter->ended ? g->iter->code : 0;
}

void st_each_leave(struct st_guard *g)
{
    if (!g->iter)
        return;                 /* its arguments did not come to an end */
    if (g->by == ST_END && !self->unwinding && st_each_code(g) < 0)
        g->by = ST_BY_FAILURE;
    guard_pop(g);
    iter_close(g->iter);
}

void st_open(struct st_guard *g, struct st_iter *it, struct st_guard *group)
{
    guard_push(g, ST_OPEN);
    g->iter = it;
    g->waits = group;
}

void st_open_leave(struct st_guard *g)
{
    int interrupted;
    if (!g->iter)
        return;
    interrupted = st_defer_wait(g->waits);
    guard_pop(g);
    iter_close(g->iter);
    st_defer_end(interrupted);
}

int cede_next(struct st_iter *it, void *value)
{
    if (it->running)
        return -EBUSY;
    if (!iter_pull(it))
        return it->code;
    memcpy(value, it->value, it->size);
    return 1;
}

/* ---- tasks ------------------------------------------------------------------------------------ */

static void group_failed(cede_group *g, int error)
{
    g->errors = realloc(g->errors, (g->failures + 1) * sizeof *g->errors);
    g->errors[g->failures++] = error;
    if (!g->error)
        g->error = error;
    if (g->isolate)
        return;
    group_cancel(g, 1);
    if (!g->scope->signal)
        g->scope->signal = error;
    signal_changed(g->owner);
}

static void task_unlink(cede_task *t)
{
    *(t->prev ? &t->prev->next : &t->group->first) = t->next;
    *(t->next ? &t->next->prev : &t->group->last) = t->prev;
}

static void task_end(cede_task *t, int unwound, int code)
{
    cede_group *g = t->group;
    t->outcome = unwound ? t->cancel : code;
    t->failed = !unwound && code < 0 && code >= -4095 && !(code == -ECANCELED && t->cancel);
    t->ended = 1;
    for (unsigned i = 0; i < t->n_joiners; i++)
        wake(t->joiners[i]);
    g->running--;
    if (t->failed)
        group_failed(g, t->outcome);
    if (!g->running && g->waits)
        wake(g->owner);
}

static void root_left(int *unwound)
{
    if (*unwound)
        longjmp(self->root, 1);
}

static void task_root(void)
{
    int volatile code = 0;
    if (!setjmp(self->root)) {
        int unwound CEDE__CLEANUP(root_left) = 1;
        code = (int)self->thunk(self->call);
        unwound = 0;
    }
    task_end(self, self->unwinding, code);
    suspend();
    abort();
}

static cede_task *task_new(cede_group *g, long (*thunk)(void *), const void *call, size_t size)
{
    cede_task *t = allocate(sizeof *t + size);
    t->group = g;
    t->thunk = thunk;
    memcpy(t->call, call, size);
    t->stack = stack_new();
    getcontext(&t->context);
    t->context.uc_stack.ss_sp = t->stack;
    t->context.uc_stack.ss_size = STACK_BYTES;
    makecontext(&t->context, task_root, 0);
    t->prev = g->last;
    *(g->last ? &g->last->next : &g->first) = t;
    g->last = t;
    g->running++;
    wake(t);
    return t;
}

/* A task may end with a wake-up outstanding; the queue is singly linked. */
static void block_free(cede_task *t)
{
    if (t->ready)
        t->late = 1;
    else
        free(t);
}

/* One with a handle stays until that is released, or its group's block left. */
static void task_free(cede_task *t)
{
    stack_free(t->stack);
    while (t->exceptions) {
        struct exception *e = t->exceptions;
        t->exceptions = e->earlier;
        free(e);
    }
    if (t->handle)
        return;
    task_unlink(t);
    block_free(t);
}

void st_nothing()
{
}

int st_zero()
{
    return 0;
}

cede_task *st_spawn(cede_group *g, long (*thunk)(void *), const void *call, size_t size, enum st_row row,
                   int counted)
{
    cede_task *t;
    mark(row, counted);
    if (g && g->limit && g->running >= g->limit)
        return NULL;
    t = task_new(g ? g : &detached, thunk, call, size);
    t->handle = row == ST_SPAWN_TASK;
    if (t->group->cancelled)
        st_cancel(t, -ECANCELED, 0);
    return t;
}

void st_lost(cede_group *g, int error)
{
    group_failed(g, error);
}

void cede_group_limit(cede_group *g, unsigned limit)
{
    g->limit = limit;
}

void st_cancel(cede_task *t, int reason, int counted)
{
    mark(ST_CANCEL, counted);
    if (t->ended || t->cancel)
        return;
    t->cancel = reason ? reason : -ECANCELED;
    signal_changed(t);
}

void cede_task_release(cede_task *t)
{
    if (!t->ended) {
        t->handle = 0;
        return;
    }
    task_unlink(t);
    block_free(t);
}

/* ---- operations that wait ------------------------------------------------------------------------ */

cede_time cede_now(void)
{
    return (cede_time){ now };
}

cede_time cede_after(cede_duration d)
{
    return (cede_time){ now + d.ns };
}

cede_duration cede_until(cede_time t)
{
    return (cede_duration){ t.ns - now };
}

int cede_sleep_until(cede_time t)
{
    struct st_timer m = { 0 };
    if (self->signal)
        unwind();
    timer_start(&m, t.ns, NULL);
    for (;;) {
        suspend();
        if (!m.queued)          /* before the signal: what has arrived is not lost */
            return 0;
        if (self->signal) {
            timer_stop(&m);
            unwind();
        }
    }
}

int cede_sleep(cede_duration d)
{
    return cede_sleep_until(cede_after(d));
}

int cede_yield(void)
{
    if (self->signal)
        unwind();
    wake(self);
    suspend();
    if (self->signal)
        unwind();
    return 0;
}

static void joiner_remove(cede_task *t)
{
    unsigned i = 0;
    while (t->joiners[i] != self)
        i++;
    memmove(&t->joiners[i], &t->joiners[i + 1], (--t->n_joiners - i) * sizeof t->joiners[0]);
}

int cede_join(cede_task *t)
{
    if (t->ended)
        return t->outcome;
    if (self->signal)
        unwind();
    if (t->n_joiners == MOST_JOINERS)
        abort();
    t->joiners[t->n_joiners++] = self;
    for (;;) {
        suspend();
        if (t->ended)           /* before the signal, as above */
            return t->outcome;
        if (self->signal) {
            joiner_remove(t);
            unwind();
        }
    }
}

/* ---- the loop ---------------------------------------------------------------------------------------- */

static void step(cede_task *t)
{
    self = t;
    swapcontext(&loop, &t->context);
    self = NULL;
    if (t->ended)
        task_free(t);
}

static cede_task *pop(void)
{
    cede_task *t = ready_first;
    ready_first = t->next_ready;
    if (!ready_first)
        ready_last = &ready_first;
    t->ready = 0;
    return t;
}

/* Steps what is ready now. The main task's end ends the turn: what is left is cancelled
 * before its step. */
static void turn(const cede_task *main_task)
{
    unsigned n = 0;
    for (cede_task *t = ready_first; t; t = t->next_ready)
        n++;
    for (; n && !(main_task && main_task->ended); n--) {
        cede_task *t = pop();
        if (t->late)
            free(t);
        else if (!t->ended)
            step(t);
    }
}

static void run_until_ended(const unsigned *running, const cede_task *main_task)
{
    while (*running) {
        if (!ready_first) {
            if (!timers) {
                fprintf(stderr, "stackful: every task waits, and nothing will wake one\n");
                abort();
            }
            now = timers->at > now ? timers->at : now;
        }
        timers_expire();
        turn(main_task);
    }
}

static long run_entry(void *call)
{
    int (*entry)(void);
    memcpy(&entry, call, sizeof entry);
    return entry();
}

int st_run(int (*entry)(void))
{
    struct st_scope none = { 0 };
    cede_group main_group = { .scope = &none, .isolate = 1 };
    cede_task *t = task_new(&main_group, run_entry, &entry, sizeof entry);
    int outcome;
    detached = (cede_group){ .scope = &none, .isolate = 1 };
    t->handle = 1;
    run_until_ended(&main_group.running, t);
    outcome = t->outcome;
    block_free(t);
    group_cancel(&detached, 0);
    run_until_ended(&detached.running, NULL);
    turn(NULL);         /* what ended with a wake-up outstanding */
    if (timers || ready_first)
        abort();
    free(detached.errors);
    free(main_group.errors);
    return outcome;
}
