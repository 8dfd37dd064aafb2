/* scope.c: a task's stack of scopes, and which signal its awaits shall see.
 *
 * In:   blocks push and pop; deadlines, failed siblings and cancels signal.
 * Out:  t->signal, which leaf operations look at.
 * Always:
 *   1. t->signal is the outermost signal between t->scope and the nearest hold; the
 *      task's own cancel counts as outermost;
 *   2. a hold's signal is what t->signal would be had it not been opened.
 * Pushing and popping are O(1), so a million levels unwind in linear time; only a new
 * signal, and leaving the scope that had one, walk the stack.
 * Runs on the loop's thread. Never allocates. */
#include "scope.h"
#include "self.h"
#include "task_core.h"
#include "timers.h"

/* On the way out each signal replaces one from further in; a hold keeps what comes
 * from behind it to itself. */
void cede__signals_update(cede_task *t)
{
    int16_t *seen = &t->signal;
    cede_scope *s;
    *seen = 0;
    for (s = t->scope; s; s = s->outer) {
        if (s->kind == CEDE__HOLDS) {
            seen = &s->signal;
            *seen = 0;
        } else if (s->signal) {
            *seen = s->signal;
        }
    }
    if (t->cancel)
        *seen = t->cancel;
}

void cede__scope_signal(cede_task *t, cede_scope *s, int reason)
{
    if (s->signal)
        return;
    s->signal = (int16_t)reason;
    cede__signals_update(t);
    if (t->signal)
        cede_wake(t);
}

static void push(cede_task *t, cede_scope *s, int kind)
{
    s->outer = t->scope;
    s->signal = 0;
    s->fatal = 0;
    s->kind = (uint8_t)kind;
    t->scope = s;
}

void cede__scope_push(cede_task *t, cede_scope *s)
{
    push(t, s, CEDE__TAKES);
}

void cede__scope_pop(cede_task *t, cede_scope *s)
{
    t->scope = s->outer;
    if (s->signal)
        cede__signals_update(t);
}

int cede__scope_takes(cede_task *t, cede_scope *s)
{
    cede__scope_pop(t, s);
    return s->signal && !t->signal && !t->fatal;
}

void cede__hold_begin(cede_task *t, cede_scope *s)
{
    push(t, s, CEDE__HOLDS);
    s->signal = t->signal;
    s->fatal = t->fatal;
    t->signal = 0;
    t->fatal = 0;
}

void cede__hold_end(cede_task *t, cede_scope *s)
{
    t->scope = s->outer;
    t->signal = s->signal;
    if (!t->fatal)
        t->fatal = s->fatal;
}

void cede__within_begin(cede_task *t, cede__within *w, cede_duration d)
{
    cede__within_until(t, w, cede_after(d));
}

/* A deadline that has passed is signalled at once: the next await that has to wait
 * shall not wait. */
static void start(cede_task *t, cede__within *w, cede_time deadline)
{
    cede_loop *l = cede__loop_of(t);
    if (deadline.ns > l->now.ns) {
        cede__timer_start(l, &w->timer, t, deadline, CEDE__TIMER_SIGNALS);
        return;
    }
    w->timer.queued = 0;
    w->scope.signal = -ETIMEDOUT;
    cede__signals_update(t);
}

void cede__within_until(cede_task *t, cede__within *w, cede_time deadline)
{
    push(t, &w->scope, CEDE__WITHIN);
    start(t, w, deadline);
}

int cede_deadline_set(cede_time deadline)
{
    cede_task *t = cede__self.task;
    cede_scope *s = t ? t->scope : NULL;
    cede__within *w;
    while (s && s->kind != CEDE__WITHIN)
        s = s->outer;
    if (!s)
        return -ENOENT;
    if (s->signal)
        return -ETIMEDOUT;
    w = (cede__within *)(void *)s;
    cede__timer_stop(cede__loop_of(t), &w->timer);
    start(t, w, deadline);
    return 0;
}

void cede__within_end(cede_task *t, cede__within *w)
{
    cede__timer_stop(cede__loop_of(t), &w->timer);
    cede__scope_pop(t, &w->scope);
}

int cede__within_takes(cede_task *t, cede__within *w)
{
    cede__timer_stop(cede__loop_of(t), &w->timer);
    return cede__scope_takes(t, &w->scope);
}

void cede__context_begin(cede_task *t, cede__binding *b, const void *variable)
{
    push(t, &b->scope, CEDE__CONTEXT);
    b->variable = variable;
}

void cede__context_end(cede_task *t, cede__binding *b)
{
    t->scope = b->scope.outer;
}

int cede__reason(const cede_task *t)
{
    return t->fatal ? t->fatal : t->signal ? t->signal : -ECANCELED;
}

cede_status cede__fail(cede_task *t, int reason)
{
    t->fatal = (int16_t)reason;
    return CEDE_UNWOUND;
}

static int passed(const cede_scope *s, cede_time now)
{
    const cede__within *w = (const cede__within *)(const void *)s;
    return s->kind == CEDE__WITHIN && w->timer.queued && w->timer.at.ns <= now.ns;
}

int cede_cancel_pending(void)
{
    cede_task *t = cede__self.task;
    cede_loop *l = cede__self.loop;
    int signal = 0;
    const cede_scope *s;
    cede_time now;
    if (!t)
        return 0;
    now = l->ops->clock(l);
    for (s = t->scope; s && s->kind != CEDE__HOLDS; s = s->outer)
        if (s->signal || passed(s, now))
            signal = s->signal ? s->signal : -ETIMEDOUT;
    return !s && t->cancel ? t->cancel : signal;
}

int cede_leaving(void)
{
    return 0;
}
