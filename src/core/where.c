/* where.c: where tasks wait, read from their frames' state words and the tables of
 * their descriptions. Costs nothing until it is asked.
 *
 * Runs on the loop's thread. Never allocates. */
#include <cede/iter.h>
#include "check.h"
#include "deep.h"
#include "run.h"
#include "task_core.h"
#include "tasks.h"
#include "where.h"

typedef struct out {
    cede__say_fn *say;
    void *ctx;
} out;

static void say(out o, const char *text)
{
    o.say(o.ctx, text);
}

/* Where a frame is suspended. */
typedef struct place {
    unsigned line;              /* 0: not suspended, or not known */
    const cede_fn *callee;      /* null: none that could be followed */
    const char *frame;          /* the callee's */
} place;

static place generated_place(const cede_fn *fn, const char *frame)
{
    cede_state state = *(const cede_state *)(const void *)frame;
    place found = { 0, NULL, NULL };
    unsigned i;
    for (i = 0; i < fn->n_places; i++) {
        const cede_place *p = &fn->places[i];
        if (p->state != state)
            continue;
        found.line = p->line;
        if (p->callee) {
            found.callee = fn->callees[p->callee - 1].fn;
            found.frame = frame + cede__callee_at(fn, p->callee - 1u);
        }
        break;
    }
    return found;
}

/* Its point is written when it is suspended for the first time. */
static place place_by_hand(const cede_fn *fn, const char *frame)
{
    cede_state state = *(const cede_state *)(const void *)frame;
    place found = { 0, NULL, NULL };
    const cede__point *p;
    if (!fn->n_places || state == 0 || state >= CEDE_STATE_UNWOUND)
        return found;
    p = *(const cede__point *const *)(const void *)(frame + fn->n_places);
    found.line = p->line;
    found.callee = p->callee;
    found.frame = frame + fn->callees[0].offset;
    return found;
}

/* cede_next goes on in the frame of the generator, wherever that lies; in a box, it is a
 * segment of its own. */
static place held_place(const char *frame)
{
    const struct cede_iter *it = ((const struct cede_next__frame *)(const void *)frame)->it;
    place found = { 0, NULL, NULL };
    if (!it->box && *(const cede_state *)(const void *)frame) {
        found.callee = it->fn;
        found.frame = it->frame;
    }
    return found;
}

static place place_of(const cede_fn *fn, const char *frame)
{
    if (fn == &cede_next__fn)
        return held_place(frame);
    return fn->flags & CEDE__BY_HAND ? place_by_hand(fn, frame) : generated_place(fn, frame);
}

static void say_place(out o, const cede_fn *fn, const place *p)
{
    char number[CEDE__DECIMAL];
    say(o, fn->name);
    if (!p->line)
        return;
    say(o, " (");
    say(o, fn->file);
    say(o, ":");
    say(o, cede__decimal(number, (int)p->line));
    say(o, ")");
}

static void say_segment(out o, const cede_fn *fn, const char *frame)
{
    do {
        place p = place_of(fn, frame);
        say_place(o, fn, &p);
        if (p.callee)
            say(o, " > ");
        frame = p.frame;
        fn = p.callee;
    } while (fn);
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

static void say_line(void *ctx, cede_task *t, unsigned depth)
{
    out o = *(out *)ctx;
    unsigned i;
    for (i = 0; i <= depth; i++)
        say(o, "  ");
    say_task(o, t);
    say(o, "\n");
}

void cede__where_all(cede_loop *l, cede__say_fn *fn, void *ctx)
{
    out o;
    o.say = fn;
    o.ctx = ctx;
    cede__tasks_each(l, say_line, &o);
}
