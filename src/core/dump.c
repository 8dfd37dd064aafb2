/* dump.c: all tasks as a tree, each with its chain of awaits and with whom it waits for.
 *
 * A task's number is its place in the tree, the same in everything that is printed
 * between two steps of the loop.
 * Runs on the loop's thread. Never allocates; what names a task counts up to it. */
#include "awaits.h"
#include "dump.h"
#include "self.h"
#include "task_core.h"
#include "tasks.h"

/* ---- numbers ----------------------------------------------------------------------- */

struct count { const cede_task *sought; unsigned n, found; };

static void count_one(void *ctx, cede_task *t, unsigned depth)
{
    struct count *c = ctx;
    (void)depth;
    c->n++;
    if (t == c->sought)
        c->found = c->n;
}

void cede__put_task_number(cede__out o, const cede_loop *l, const cede_task *t)
{
    struct count c = { t, 0, 0 };
    cede__tasks_each(l, count_one, &c);
    cede__put(o, "#");
    cede__put_number(o, c.found);
}

/* ---- a task ------------------------------------------------------------------------ */

/* So many tasks that are waited for are named. */
enum { NAMED = 4 };

static void put_tasks(cede__out o, cede_loop *l, const cede__awaits *a)
{
    cede__awaits_place p = { 0, NULL };
    cede_task *t;
    int n = 0;
    for (; (t = cede__awaits_next(a, &p)) != NULL && n < NAMED; n++) {
        cede__put(o, n ? ", " : a->one_is_enough ? ": waits for one of " : ": waits for ");
        cede__put_task_number(o, l, t);
    }
    if (t)
        cede__put(o, ", …");
}

static void put_deadline(cede__out o, const cede_loop *l, cede_time until)
{
    int64_t ms;
    if (until.ns == CEDE_NEVER.ns)
        return;
    ms = (until.ns - l->now.ns) / 1000000 + ((until.ns - l->now.ns) % 1000000 > 0);
    cede__put(o, ", ");
    cede__put_number(o, ms < 0 ? 0 : ms > 999999999 ? 999999999 : (unsigned)ms);
    cede__put(o, " ms left");
}

static void put_cancel(cede__out o, const cede_task *t)
{
    const char *place = cede_task_cancelled_at(t);
    if (!t->cancel)
        return;
    cede__put(o, ", cancelled");
    if (place) {
        cede__put(o, " at ");
        cede__put(o, place);
    }
}

static const char *state_of(const cede_task *t)
{
    return t == cede__self.task ? ": runs" : t->flags & CEDE__READY ? ": ready" : "";
}

void cede__put_task(cede__out o, cede_loop *l, cede_task *t)
{
    cede__awaits a;
    cede__awaits_begin(l);
    a = cede__awaits_of(l, t);
    cede__awaits_end(l);
    cede__put_task_number(o, l, t);
    cede__put(o, " ");
    cede__put_chain(o, t);
    cede__put(o, state_of(t));
    if (a.kind == CEDE__AWAITS_GROUP)
        cede__put(o, ": waits for its group");
    else
        put_tasks(o, l, &a);
    if (a.kind != CEDE__AWAITS_NOTHING)
        put_deadline(o, l, a.until);
    put_cancel(o, t);
    cede__put(o, "\n");
}

/* ---- the tree ------------------------------------------------------------------------- */

struct tree {
    cede__out o;
    cede_loop *l;
    const cede_task *top;       /* null: all tasks */
    int inside;                 /* it has been seen, and what follows may be below it */
    unsigned depth;             /* of top */
};

static int is_shown(struct tree *d, const cede_task *t, unsigned depth)
{
    if (!d->top)
        return 1;
    if (t == d->top) {
        d->inside = 1;
        d->depth = depth;
        return 1;
    }
    d->inside &= depth > d->depth;
    return d->inside;
}

static void put_line(void *ctx, cede_task *t, unsigned depth)
{
    struct tree *d = ctx;
    if (!is_shown(d, t, depth))
        return;
    for (depth -= d->depth; depth; depth--)
        cede__put(d->o, "  ");
    cede__put_task(d->o, d->l, t);
}

void cede__dump(cede__out o, cede_loop *l, const cede_task *top)
{
    struct tree d = { o, l, top, 0, 0 };
    cede__tasks_each(l, put_line, &d);
}

void cede_task_dump(const cede_task *t, cede_writer *write, void *ctx)
{
    cede__out o = { write, ctx };
    cede_loop *l = t ? cede__loop_of(t) : cede__self.loop;
    if (l)
        cede__dump(o, l, t);
}
