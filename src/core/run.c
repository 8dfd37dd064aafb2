/* run.c: the ready queue, and what a task's turn is.
 *
 * A task is a chain of frames. Calls by name lie in one block and step each other; a
 * box begins a new segment, which is stepped from here. So a turn steps
 *
 *     1 the deepest function that is suspended (t->leaf), or the root of the innermost
 *       segment where none is remembered;
 *     2 when it has entered a box: that box's root;
 *     3 when it has ended and was not its segment's root: that root, whose steps find
 *       their way down to where work is;
 *     4 when a box's root has ended: who awaits it;
 *     5 when the task's root has ended: nothing; the task ends.
 *
 * Always:
 *   1. the C stack is as deep as one segment, however deep the recursion;
 *   2. each step is O(1) but for 3, which is as long as a segment.
 * Runs on the loop's thread. Never allocates. */
#include "run.h"
#include "self.h"
#include "task_core.h"
#include "task_life.h"

/* ---- the ready queue ------------------------------------------------------------- */

void cede_wake(cede_task *t)
{
    cede__make_ready(t);
}

static cede_task *pop(cede_loop *l)
{
    cede__queue *q = &l->ready;
    cede_task *t = q->first;
    q->first = t->next_ready;
    if (!q->first)
        q->end = &q->first;
    return t;
}

/* How many there are. */
static int reorder(cede_loop *l)
{
    cede_task **end = &l->ready.first;
    int count = 0;
    for (l->ready.first = l->ops->order(l, l->ready.first); *end; count++)
        end = &(*end)->next_ready;
    l->ready.end = end;
    return count;
}

/* ---- segments ---------------------------------------------------------------------- */

/* Null: the task's own block. The scopes on the way are those that the segment's
 * functions have open, as many as the source shows. */
static cede_box *innermost_box(const cede_task *t)
{
    cede_scope *s = t->scope;
    while (s && s->kind != CEDE__BOXES)
        s = s->outer;
    return (cede_box *)(void *)s;
}

typedef struct place {
    void *frame;
    cede_step *step;
} place;

static place segment_root(cede_task *t)
{
    cede_box *b = innermost_box(t);
    place p;
    p.frame = b ? cede__box_frame(b) : cede__root(t);
    p.step = b ? b->fn->step : t->fn->step;
    return p;
}

static place remembered(cede_task *t)
{
    place p;
    if (!t->leaf_step)
        return segment_root(t);
    p.frame = t->leaf;
    p.step = t->leaf_step;
    return p;
}

/* The box that this step has entered is innermost; the way to it was remembered as
 * the leaf. */
static place enter_box(cede_task *t)
{
    cede_box *b = (cede_box *)(void *)t->scope;
    t->flags &= (uint8_t)~CEDE__ENTERED;
    b->leaf = t->leaf;
    b->leaf_step = t->leaf_step;
    return segment_root(t);
}

/* A box has no signal and holds nothing: popping it changes no signal. */
static place leave_box(cede_task *t)
{
    cede_box *b = (cede_box *)(void *)t->scope;
    t->scope = b->scope.outer;
    t->leaf = b->leaf;
    t->leaf_step = b->leaf_step;
    return remembered(t);
}

/* Who is stepped when `ended` has ended; a null step: nobody, the task ends. */
static place after(cede_task *t, place ended)
{
    place root = segment_root(t);
    if (ended.frame != root.frame)
        return root;
    if (root.frame != cede__root(t))
        return leave_box(t);
    root.step = NULL;
    return root;
}

static void ended(cede_task *t, cede_status s)
{
    cede__self.task = NULL;         /* who hears of its end is not it */
    cede__task_ended(t, s);
}

/* Whether it goes on. The straight way through is that of most steps: what is
 * remembered is stepped, and waits again. */
static int run(cede_task *t)
{
    place p = remembered(t);
    t->budget = CEDE__BUDGET;
    for (;;) {
        cede_status s;
        t->leaf_step = NULL;
        s = p.step(p.frame, t);
        if (CEDE__UNLIKELY(s != CEDE_PENDING)) {
            p = after(t, p);
            if (!p.step)
                return ended(t, s), 0;
        } else if (CEDE__UNLIKELY(t->flags & CEDE__ENTERED)) {
            p = enter_box(t);
        } else {
            return 1;
        }
    }
}

/* ---- a turn's steps ------------------------------------------------------------------- */

/* Whether it goes on. An argument of spawn that did longjmp has left an arm behind. */
static int step(cede_loop *l, cede_task *t)
{
    unsigned flags = t->flags;
    t->flags = (uint8_t)(flags & ~(unsigned)CEDE__READY);
    if (CEDE__UNLIKELY(flags & CEDE__ENDED)) {
        cede__task_left_queue(l, t);
        return 0;
    }
    l->steps++;
    cede__self.armed = NULL;
    cede__self.task = t;
    return run(t);
}

/* The main task's end ends the turn: what is left is to be cancelled before its step. */
void cede__run_ready(cede_loop *l)
{
    void (*stepped)(cede_loop *, cede_task *) = l->ops->stepped;
    int left = l->ops->order ? reorder(l) : CEDE__RUN_STEPS;
    while (l->ready.first && left-- > 0) {
        cede_task *t = pop(l);
        int goes_on = step(l, t);
        if (CEDE__UNLIKELY(!goes_on) && t == l->main)
            break;
        if (CEDE__UNLIKELY(stepped != NULL) && goes_on)
            stepped(l, t);
    }
    cede__self.task = NULL;
}
