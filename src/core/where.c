/* where.c: where tasks wait, read from their frames' state words and the tables of
 * their descriptions. Costs nothing until it is asked.
 *
 * Runs on the loop's thread. Never allocates. */
#include <cede/iter.h>
#include <cede/tasks.h>
#include "check.h"
#include "deep.h"
#include "self.h"
#include "task_core.h"
#include "where.h"

void cede__put_number(cede__out o, unsigned n)
{
    char number[CEDE__DECIMAL];
    cede__put(o, cede__decimal(number, (int)n));
}

/* ---- places ------------------------------------------------------------------------- */

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

/* cede_as_completed has no table of places; while it waits, it does so by cede_wait. */
static place completed_place(const char *frame)
{
    const struct cede_as_completed__frame *f = (const struct cede_as_completed__frame *)(const void *)frame;
    place found = { 0, NULL, NULL };
    if (f->cede__state == 1) {
        found.callee = &cede_wait__fn;
        found.frame = (const char *)&f->wait;
    }
    return found;
}

static place place_of(const cede_fn *fn, const char *frame)
{
    if (fn == &cede_as_completed__fn)
        return completed_place(frame);
    if (fn == &cede_next__fn)
        return held_place(frame);
    return fn->flags & CEDE__BY_HAND ? place_by_hand(fn, frame) : generated_place(fn, frame);
}

/* ---- chains -------------------------------------------------------------------------- */

static cede__frame_at end_of_segment(const cede_fn *fn, const char *frame)
{
    for (;;) {
        place p = place_of(fn, frame);
        cede__frame_at at = { fn, frame, p.line };
        if (!p.callee)
            return at;
        fn = p.callee;
        frame = p.frame;
    }
}

static cede_box *next_box(const cede_scope *s)
{
    while (s && s->kind != CEDE__BOXES)
        s = s->outer;
    return (cede_box *)(uintptr_t)s;
}

static const char *root_of(const cede_task *t)
{
    return (const char *)(t + 1);
}

cede__frame_at cede__deepest(const cede_task *t)
{
    cede_box *b = next_box(t->scope);
    return b ? end_of_segment(b->fn, cede__box_frame(b)) : end_of_segment(t->fn, root_of(t));
}

static void put_place(cede__out o, const cede_fn *fn, const place *p)
{
    cede__put(o, fn->name);
    if (!p->line)
        return;
    cede__put(o, " (");
    cede__put(o, fn->file);
    cede__put(o, ":");
    cede__put_number(o, p->line);
    cede__put(o, ")");
}

/* Of a segment that runs only the root says where it is: what lies behind it may have been
 * overwritten since. */
static void put_segment(cede__out o, const cede_fn *fn, const char *frame, int runs)
{
    do {
        place p = place_of(fn, frame);
        put_place(o, fn, &p);
        if (runs)
            return;
        if (p.callee)
            cede__put(o, " > ");
        frame = p.frame;
        fn = p.callee;
    } while (fn);
}

/* Segments of a recursion that are shown: its innermost ones. */
enum { SHOWN = 8 };

/* Outermost first, though the scopes link them the other way. */
void cede__put_chain(cede__out o, const cede_task *t)
{
    cede_box *shown[SHOWN], *b;
    int runs = t == cede__self.task;
    unsigned boxes = 0, i;
    for (b = next_box(t->scope); b; b = next_box(b->scope.outer)) {
        if (boxes < SHOWN)
            shown[boxes] = b;
        boxes++;
    }
    put_segment(o, t->fn, root_of(t), runs && !boxes);
    if (boxes > SHOWN) {
        cede__put(o, " > … ");
        cede__put_number(o, boxes - SHOWN);
        cede__put(o, " more");
    }
    for (i = boxes < SHOWN ? boxes : SHOWN; i--; ) {
        cede__put(o, " > ");
        put_segment(o, shown[i]->fn, cede__box_frame(shown[i]), runs && !i);
    }
}

/* The last place on a segment's way, in found; of one that runs, the root's. */
static void last_place(cede_where *found, const cede_fn *fn, const char *frame, int runs)
{
    do {
        place p = place_of(fn, frame);
        if (p.line) {
            found->function = fn->name;
            found->file = fn->file;
            found->line = p.line;
        }
        frame = p.frame;
        fn = p.callee;
    } while (fn && !runs);
}

cede_where cede_task_where(const cede_task *t)
{
    cede_where found = { t->fn->name, t->fn->file, 0 };
    cede_box *b = next_box(t->scope);
    int runs = t == cede__self.task;
    if (t->flags & CEDE__ENDED)
        return found;
    last_place(&found, t->fn, root_of(t), runs || b);
    if (b)
        last_place(&found, b->fn, cede__box_frame(b), runs);
    return found;
}
