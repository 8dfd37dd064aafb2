/* deadlock.c: tasks that wait for each other.
 *
 * A task is stuck when it waits for what only a stuck task could do: the owner of a
 * mutex, the end of a task, of all tasks of a group, of one of several. That is the
 * largest set in which this holds, so it is found by taking out, again and again, who
 * does not belong: first those that run, are ready, or wait for a deadline, for
 * something outside of the loop, or for what any task may do.
 *
 * A cycle is found by going from a stuck task to one that it waits for: the way ends
 * nowhere, so it comes back.
 *
 * Marks are in the tasks' `budget`, which means nothing between steps: the next one
 * sets it. The task whose step runs keeps its own, and is never stuck.
 * Runs on the loop's thread. Never allocates. */
#include "awaits.h"
#include "deadlock.h"
#include "dump.h"
#include "self.h"
#include "task_core.h"
#include "tasks.h"

enum mark { FREE, STUCK, ON_WAY, SEEN };     /* of stuck ones: a walk is on it, or was */

typedef struct analysis {
    cede_loop *l;
    cede__out o;
    unsigned stuck;
    int changed;
    cede_task *first;           /* stuck, and no walk was on it */
} analysis;

static int is_stuck(const cede_task *t)
{
    return t != cede__self.task && !(t->flags & (CEDE__READY | CEDE__ENDED)) && t->budget != FREE;
}

/* ---- the set ------------------------------------------------------------------------- */

static void begin(void *ctx, cede_task *t, unsigned depth)
{
    analysis *s = ctx;
    cede__awaits a = cede__awaits_of(s->l, t);
    (void)depth;
    if (t != cede__self.task)
        t->budget = a.kind >= CEDE__AWAITS_TASK && a.until.ns == CEDE_NEVER.ns ? STUCK : FREE;
}

/* Whether what is known of the others does not free it. */
static int stays(const cede__awaits *a)
{
    cede__awaits_place p = { 0, NULL };
    cede_task *t;
    int stuck = 0, free = 0;
    while ((t = cede__awaits_next(a, &p)) != NULL)
        *(is_stuck(t) ? &stuck : &free) = 1;
    return a->one_is_enough ? stuck && !free : stuck;
}

static void look_again(void *ctx, cede_task *t, unsigned depth)
{
    analysis *s = ctx;
    cede__awaits a;
    (void)depth;
    if (!is_stuck(t))
        return;
    a = cede__awaits_of(s->l, t);
    if (stays(&a)) {
        s->stuck++;
    } else {
        t->budget = FREE;
        s->changed = 1;
    }
}

static void find(analysis *s)
{
    cede__awaits_begin(s->l);
    cede__tasks_each(s->l, begin, s);
    do {
        s->changed = 0;
        s->stuck = 0;
        cede__tasks_each(s->l, look_again, s);
    } while (s->changed);
    cede__awaits_end(s->l);
}

/* ---- cycles --------------------------------------------------------------------------- */

/* A stuck one that it waits for. */
static cede_task *next_stuck(analysis *s, cede_task *t)
{
    cede__awaits_place p = { 0, NULL };
    cede__awaits a;
    cede_task *next;
    cede__awaits_begin(s->l);
    a = cede__awaits_of(s->l, t);
    cede__awaits_end(s->l);
    do
        next = cede__awaits_next(&a, &p);
    while (!is_stuck(next));
    return next;
}

static void first_unseen(void *ctx, cede_task *t, unsigned depth)
{
    analysis *s = ctx;
    (void)depth;
    if (!s->first && is_stuck(t) && t->budget == STUCK)
        s->first = t;
}

/* From t along the way, changing marks, until another one is met. */
static cede_task *walk(analysis *s, cede_task *t, enum mark from, enum mark to)
{
    while (t->budget == from) {
        t->budget = to;
        t = next_stuck(s, t);
    }
    return t;
}

static void put_cycle(analysis *s, cede_task *first)
{
    cede_task *t = first;
    cede__put(s->o, "deadlock: each of these tasks waits for the next one, the last for the first\n");
    do {
        cede__put(s->o, "  ");
        cede__put_task(s->o, s->l, t);
        t = next_stuck(s, t);
    } while (t != first);
}

/* From each task that no walk has been on: where it meets itself is a cycle. */
static void put_cycles(analysis *s)
{
    for (;;) {
        cede_task *end;
        s->first = NULL;
        cede__tasks_each(s->l, first_unseen, s);
        if (!s->first)
            return;
        end = walk(s, s->first, STUCK, ON_WAY);
        if (end->budget == ON_WAY)
            put_cycle(s, end);
        walk(s, s->first, ON_WAY, SEEN);
    }
}

unsigned cede__deadlock_check(cede__out o, cede_loop *l)
{
    analysis s = { l, o, 0, 0, NULL };
    find(&s);
    if (o.write && s.stuck)
        put_cycles(&s);
    return s.stuck;
}

unsigned cede_deadlock_check(cede_writer *write, void *ctx)
{
    cede__out o = { write, ctx };
    return cede__self.loop ? cede__deadlock_check(o, cede__self.loop) : 0;
}

/* ---- when nothing can happen any more ----------------------------------------------------- */

static void look_for_hope(void *ctx, cede_task *t, unsigned depth)
{
    analysis *s = ctx;
    cede__awaits a = cede__awaits_of(s->l, t);
    (void)depth;
    s->stuck++;
    if (a.kind < CEDE__AWAITS_ANY || a.until.ns != CEDE_NEVER.ns)
        s->changed = 1;
}

unsigned cede__all_wait(cede_loop *l)
{
    analysis s = { l, { NULL, NULL }, 0, 0, NULL };
    cede__awaits_begin(l);
    cede__tasks_each(l, look_for_hope, &s);
    cede__awaits_end(l);
    return s.changed ? 0 : s.stuck;
}
