/* scope.c: deadlines, shields and cancels, without a node or a stored signal.
 *
 * A within is its deadline: it signals from then on, and a leaf inside sleeps no longer.
 * So a signal is worked out where it is asked for: outermost first are the task's cancel
 * and the deadlines that have passed, as far as no hold is nearer.
 * Not part of a program with CEDE_NO_CANCEL. Never allocates. */
#include <cede/core.h>

static int is_over(const cede_scope *s)
{
    return (cede_tick_span)(cede_port_ticks() - s->at.ticks) >= 0;
}

int cede__signal(const cede_task *t)
{
    int signal = 0;
    const cede_scope *s;
    for (s = t->scope; s && !s->holds; s = s->outer)
        if (is_over(s))
            signal = -ETIMEDOUT;
    return !s && t->cancel ? -t->cancel : signal;
}

cede_status cede__wait(cede_task *t, int timed)
{
    const cede_scope *s;
    if (cede__signal(t))
        return CEDE_UNWOUND;
    for (s = t->scope; s && !s->holds; s = s->outer)
        if (!timed || (cede_tick_span)(s->at.ticks - t->at.ticks) < 0) {
            t->at = s->at;
            timed = t->cut = 1;
        }
    return timed ? cede__fall_asleep(t) : CEDE_PENDING;
}

void cede__within_until(cede_task *t, cede__within *w, cede_time deadline)
{
    w->scope.outer = t->scope;
    w->scope.at = deadline;
    w->scope.holds = 0;
    t->scope = &w->scope;
}

void cede__within_begin(cede_task *t, cede__within *w, cede_duration d)
{
    cede__within_until(t, w, cede_after(d));
}

/* Whether the unwinding was meant for it: it has passed, and nothing further out signals. */
int cede__within_takes(cede_task *t, cede__within *w)
{
    t->scope = w->scope.outer;
    return is_over(&w->scope) && !cede__signal(t);
}

void cede__hold_begin(cede_task *t, cede_scope *s)
{
    s->outer = t->scope;
    s->holds = 1;
    t->scope = s;
}

int cede__reason(const cede_task *t)
{
    int signal = cede__signal(t);
    return signal ? signal : -ECANCELED;
}

void cede_task_cancel(cede_task *t, int reason)
{
    if (!t->step || t->cancel)
        return;
    t->cancel = (uint8_t)(reason ? -reason : ECANCELED);
    cede_wake(t);
}
