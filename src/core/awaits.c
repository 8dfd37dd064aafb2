/* awaits.c: what a waiting task waits for, read from its frames.
 *
 * The description of the operation at the end of the chain says what it waits for
 * (CEDE__WAITS of cede_fn.flags), and its frame has the waiter that is in a ring.
 *
 * note [how a ring's head is found]  A waiter knows its neighbours, not whose ring it is
 * in: that would cost each waiting frame a pointer. So the waiters of all tasks are
 * marked with bit 0 of their link's `next`, which no address has; the one node of a ring
 * that is not marked is its head, or a callback among a task's joiners. Then the marks go.
 *
 * Runs on the loop's thread. Never allocates. */
#include <cede/group.h>
#include <cede/select.h>
#include <cede/tasks.h>
#include "awaits.h"
#include "self.h"
#include "task_core.h"
#include "tasks.h"
#include "where.h"

/* ---- marks -------------------------------------------------------------------------- */

static int has_waiter(unsigned waits)
{
    return waits >= CEDE__WAITS_FOR_ANY && waits <= CEDE__WAITS_FOR_END;
}

static int waits_now(const cede_task *t)
{
    return t != cede__self.task && !(t->flags & (CEDE__READY | CEDE__ENDED));
}

static void mark_waiter(const cede_fn *fn, cede_waiter *w, uintptr_t bit)
{
    if (has_waiter(fn->flags & CEDE__WAITS) && w->state && !w->arrived)
        w->link.next = (cede_link *)(((uintptr_t)w->link.next & ~(uintptr_t)1) | bit);
}

static const struct cede_select__frame *selection_of(cede__frame_at at)
{
    return (const struct cede_select__frame *)(const void *)at.frame;
}

static void mark(void *ctx, cede_task *t, unsigned depth)
{
    uintptr_t bit = *(uintptr_t *)ctx;
    cede__frame_at at;
    int i;
    (void)depth;
    if (!waits_now(t))
        return;
    at = cede__deepest(t);
    if ((at.fn->flags & CEDE__WAITS) != CEDE__WAITS_FOR_FIRST) {
        mark_waiter(at.fn, (cede_waiter *)(uintptr_t)at.frame, bit);
        return;
    }
    for (i = 0; i < selection_of(at)->n; i++) {
        cede_case *c = &selection_of(at)->cases[i];
        mark_waiter(c->fn, &c->on.waiter, bit);
    }
}

void cede__awaits_begin(cede_loop *l)
{
    uintptr_t bit = 1;
    cede__tasks_each(l, mark, &bit);
}

void cede__awaits_end(cede_loop *l)
{
    uintptr_t bit = 0;
    cede__tasks_each(l, mark, &bit);
}

/* The next node behind n that is no task's waiter. Prev is not marked. */
static const cede_link *head_before(const cede_link *n)
{
    do
        n = n->prev;
    while ((uintptr_t)n->next & 1);
    return n;
}

/* ---- who is waited for -------------------------------------------------------------------- */

/* A mutex, a once and a lock for readers and writers begin alike. */
struct owned { cede_link waiters; cede_task *owner; };

static cede__awaits any(void)
{
    cede__awaits a = { CEDE__AWAITS_ANY, 0, NULL, NULL, 0, NULL, CEDE_NEVER };
    return a;
}

static cede__awaits outside(cede_time until)
{
    cede__awaits a = any();
    a.kind = CEDE__AWAITS_OUTSIDE;
    a.until = until;
    return a;
}

static cede__awaits one(cede_task *t)
{
    cede__awaits a = any();
    a.kind = CEDE__AWAITS_TASK;
    a.task = t;
    return a;
}

/* Readers are not known one by one. */
static cede__awaits owner(const cede_waiter *w)
{
    cede_task *t = ((const struct owned *)(const void *)head_before(&w->link))->owner;
    return t ? one(t) : any();
}

struct search { cede_task *sought; int found; };

static void compare(void *ctx, cede_task *t, unsigned depth)
{
    struct search *s = ctx;
    (void)depth;
    s->found |= t == s->sought;
}

/* The head is in what lies before the task; callbacks are none of a task's. */
static cede__awaits joined(cede_loop *l, const cede_waiter *w)
{
    const cede_link *n = &w->link;
    struct search s = { NULL, 0 };
    do {
        n = head_before(n);
        s.sought = (cede_task *)((uintptr_t)n - offsetof(cede__task_extra, joiners) + sizeof (cede__task_extra));
        cede__tasks_each(l, compare, &s);
    } while (!s.found);
    return one(s.sought);
}

static cede__awaits of_group(const cede_group *g, int kind)
{
    cede__awaits a = any();
    a.kind = (uint8_t)kind;
    a.one_is_enough = kind == CEDE__AWAITS_ROOM;
    a.group = g;
    return a;
}

static cede__awaits ends(const struct cede_wait__frame *f)
{
    cede__awaits a = any();
    a.kind = CEDE__AWAITS_TASKS;
    a.one_is_enough = f->until != CEDE_WAIT_ALL;
    a.tasks = f->tasks;
    a.n = f->n;
    return a;
}

static cede__awaits timed(const cede_timer *m)
{
    return m->queued && m->at.ns != CEDE_NEVER.ns ? outside(m->at) : any();
}

/* Of several operations: what any task may do, unless one of them is outside. */
static cede__awaits first_of(const struct cede_select__frame *f)
{
    cede__awaits a = any();
    int i;
    for (i = 0; i < f->n; i++) {
        unsigned waits = f->cases[i].fn->flags & CEDE__WAITS;
        cede__awaits one_case = waits == CEDE__WAITS_FOR_TIME ? timed(&f->cases[i].on.timer) : any();
        if (!waits || one_case.kind == CEDE__AWAITS_OUTSIDE)
            a.kind = CEDE__AWAITS_OUTSIDE;
        if (one_case.until.ns < a.until.ns)
            a.until = one_case.until;
    }
    return a;
}

/* The chain ends in a function of generated code: it is at the end of its group, which is
 * the innermost scope that it has open. */
static cede__awaits at_the_end(cede_task *t)
{
    const cede_group *g = (const cede_group *)(const void *)t->scope;
    if (!g || g->scope.kind != CEDE__GROUP || !g->waits)
        return outside(CEDE_NEVER);
    return of_group(g, CEDE__AWAITS_GROUP);
}

static cede__awaits operation(cede_loop *l, cede_task *t)
{
    cede__frame_at at = cede__deepest(t);
    const cede_waiter *w = (const cede_waiter *)(const void *)at.frame;
    switch (at.fn->flags & CEDE__WAITS) {
    case CEDE__WAITS_FOR_ANY: return any();
    case CEDE__WAITS_FOR_OWNER: return owner(w);
    case CEDE__WAITS_TO_OWN_AGAIN: return w->state > 1 ? owner(w) : any();
    case CEDE__WAITS_FOR_END: return joined(l, w);
    case CEDE__WAITS_FOR_ROOM: return of_group(((const struct cede_group_room__frame *)(const void *)at.frame)->group,
                                               CEDE__AWAITS_ROOM);
    case CEDE__WAITS_FOR_ENDS: return ends((const struct cede_wait__frame *)(const void *)at.frame);
    case CEDE__WAITS_FOR_TIME: return timed((const cede_timer *)(const void *)at.frame);
    case CEDE__WAITS_FOR_FIRST: return first_of(selection_of(at));
    default: return at.line ? at_the_end(t) : outside(CEDE_NEVER);
    }
}

/* The first deadline that would reach it: what a hold keeps away does not. */
static cede_time deadline_of(const cede_task *t)
{
    cede_time first = CEDE_NEVER;
    const cede_scope *s;
    for (s = t->scope; s && s->kind != CEDE__HOLDS; s = s->outer) {
        const cede__within *w = (const cede__within *)(const void *)s;
        if (s->kind == CEDE__WITHIN && w->timer.queued && w->timer.at.ns < first.ns)
            first = w->timer.at;
    }
    return first;
}

cede__awaits cede__awaits_of(cede_loop *l, cede_task *t)
{
    cede__awaits a = any();
    cede_time deadline;
    a.kind = CEDE__AWAITS_NOTHING;
    if (!waits_now(t))
        return a;
    a = operation(l, t);
    deadline = deadline_of(t);
    if (deadline.ns < a.until.ns)
        a.until = deadline;
    return a;
}

/* ---- one after the other -------------------------------------------------------------------- */

static cede_task *next_of_array(const cede__awaits *a, cede__awaits_place *p)
{
    while (p->i < a->n) {
        cede_task *t = a->tasks[p->i++];
        if (t && !(t->flags & CEDE__ENDED))
            return t;
    }
    return NULL;
}

static cede_task *next_of_group(const cede__awaits *a, cede__awaits_place *p)
{
    cede_task *t = p->i ? p->t->next : a->group->first;
    p->i = 1;
    while (t && t->flags & CEDE__ENDED)
        t = t->next;
    return p->t = t;
}

cede_task *cede__awaits_next(const cede__awaits *a, cede__awaits_place *p)
{
    switch (a->kind) {
    case CEDE__AWAITS_TASK: return p->i++ ? NULL : a->task;
    case CEDE__AWAITS_TASKS: return next_of_array(a, p);
    case CEDE__AWAITS_GROUP:
    case CEDE__AWAITS_ROOM: return p->i && !p->t ? NULL : next_of_group(a, p);
    default: return NULL;
    }
}
