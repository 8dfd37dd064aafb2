/* where.c: where tasks wait, read from their frames' state words and the tables of
 * their descriptions. Costs nothing until it is asked.
 *
 * Runs on the loop's thread. Never allocates. */
#include "check.h"
#include "run.h"
#include "task_core.h"
#include "where.h"

typedef struct out {
    cede__say_fn *say;
    void *ctx;
} out;

static void say(out o, const char *text)
{
    o.say(o.ctx, text);
}

static const cede_place *place_of(const cede_fn *fn, const void *frame)
{
    cede_state state = *(const cede_state *)frame;
    unsigned i;
    for (i = 0; i < fn->n_places; i++)
        if (fn->places[i].state == state)
            return &fn->places[i];
    return NULL;
}

static void say_place(out o, const cede_fn *fn, const cede_place *p)
{
    char number[CEDE__DECIMAL];
    say(o, fn->name);
    if (!p)
        return;
    say(o, " (");
    say(o, fn->file);
    say(o, ":");
    say(o, cede__decimal(number, (int)p->line));
    say(o, ")");
}

/* A callee that lies behind an iterator is not followed: its offset is a sum. */
static const cede_callee *child_of(const cede_fn *fn, const cede_place *p)
{
    const cede_callee *c = p && p->callee ? &fn->callees[p->callee - 1] : NULL;
    return c && !c->behind ? c : NULL;
}

static void say_segment(out o, const cede_fn *fn, const char *frame)
{
    const cede_callee *c;
    do {
        const cede_place *p = place_of(fn, frame);
        say_place(o, fn, p);
        c = child_of(fn, p);
        if (c) {
            say(o, " > ");
            frame += c->offset;
            fn = c->fn;
        }
    } while (c);
}

/* Of a task with boxes, the outermost segment and the innermost one. */
static void say_task(out o, cede_task *t)
{
    char number[CEDE__DECIMAL];
    cede_box *innermost = NULL;
    int boxes = 0;
    cede_scope *s;
    for (s = t->scope; s; s = s->outer)
        if (s->kind == CEDE__BOXES && ++boxes == 1)
            innermost = (cede_box *)(void *)s;
    say_segment(o, t->fn, cede__root(t));
    if (boxes > 1) {
        say(o, " > … ");
        say(o, cede__decimal(number, boxes - 1));
        say(o, " more");
    }
    if (innermost) {
        say(o, " > ");
        say_segment(o, innermost->fn, cede__box_frame(innermost));
    }
}

static void say_group(out o, const cede_group *g, int depth)
{
    cede_task *t;
    cede_scope *s;
    int i;
    for (t = g->first; t; t = t->next) {
        if (t->flags & CEDE__ENDED)
            continue;
        for (i = 0; i <= depth; i++)
            say(o, "  ");
        say_task(o, t);
        say(o, "\n");
        for (s = t->scope; s; s = s->outer)
            if (s->kind == CEDE__GROUP)
                say_group(o, (cede_group *)(void *)s, depth + 1);
    }
}

void cede__where_all(cede_loop *l, cede__say_fn *fn, void *ctx)
{
    out o;
    o.say = fn;
    o.ctx = ctx;
    say_group(o, &l->tasks, 0);
}
