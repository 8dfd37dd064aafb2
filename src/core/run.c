/* run.c: the ready queue, and what a task's turn is.
 *
 * A task is a chain of frames. Calls by name lie in one block and step each other; a
 * box begins a new segment, which is stepped from here. So a turn steps
 *
 *     1 the deepest function that is known to be suspended (t->leaf): mostly the deepest
 *       there is, at worst the root of the innermost segment;
 *     2 when it has entered a box: that box's root;
 *     3 when it has ended and was not its segment's root: that root, whose steps find
 *       their way down to where work is;
 *     4 when a box's root has ended or offers a value: who awaits it;
 *     5 when the task's root has ended: nothing; the task ends.
 *
 * Always:
 *   1. the C stack is as deep as one segment, however deep the recursion;
 *   2. each step is O(1) but for 3, which is as long as a segment;
 *   3. t->leaf is suspended in the innermost segment: who says PENDING after that may
 *      have put one from deeper down in its place, who says anything else has not.
 * Runs on the loop's thread. Never allocates. */
#include "run.h"
#include "self.h"
#include "task_core.h"
#include "task_life.h"
#include "watch.h"

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

static void remember(cede_task *t, void *frame, cede_step *step)
{
    t->leaf = frame;
    t->leaf_step = step;
}

/* The box that this step has entered is innermost; the way to it was remembered as
 * the leaf. */
static void enter_box(cede_task *t)
{
    cede_box *b = innermost_box(t);
    t->flags &= (uint8_t)~CEDE__ENTERED;
    b->leaf = t->leaf;
    b->leaf_step = t->leaf_step;
    remember(t, cede__box_frame(b), b->fn->step);
}

/* A box has no signal and holds nothing: popping it changes no signal. A generator that
 * offers a value may have scopes open, which are put aside with it. Its awaiter reads
 * the state word, which an operation of the library has not stored. */
static void leave_box(cede_task *t, cede_box *b, cede_status s)
{
    cede_scope *inner = t->scope;
    if (s != CEDE_YIELDED)
        *(cede_state *)cede__box_frame(b) = s == CEDE_DONE ? CEDE_STATE_DONE : CEDE_STATE_UNWOUND;
    t->scope = b->scope.outer;
    remember(t, b->leaf, b->leaf_step);
    b->leaf = inner;
    b->scope.left = 1;
    if (CEDE__UNLIKELY(inner != &b->scope))
        cede__signals_update(t);
}

/* What was remembered has ended and said s, or offers a value, and is not the task's root:
 * who is stepped now is. */
static void climb(cede_task *t, cede_status s)
{
    cede_box *b = innermost_box(t);
    if (!b)
        remember(t, cede__root(t), t->fn->step);
    else if (t->leaf != cede__box_frame(b))
        remember(t, cede__box_frame(b), b->fn->step);
    else
        leave_box(t, b, s);
}

/* ---- a turn's steps ------------------------------------------------------------------- */

/* What is done when a task's function has ended and said s. */
typedef void end_fn(cede_task *t, cede_status s);

/* Whether it goes on: no. Who hears of its end is not it. */
static inline int end(cede_task *t, cede_status s, end_fn *ended)
{
    cede__self.task = NULL;
    ended(t, s);
    return 0;
}

/* What is done where a step did not just wait, but said `s` or has entered a box. Whether
 * the task goes on. Each end_fn has a copy, in which it is called by name. */
static inline int go_on(cede_task *t, cede_status s, end_fn *ended)
{
    for (;;) {
        if (CEDE__UNLIKELY(s == CEDE__GONE))
            return 0;
        if (s == CEDE_PENDING) {
            if (!(t->flags & CEDE__ENTERED))
                return 1;
            enter_box(t);
        } else if (t->leaf == cede__root(t)) {
            return end(t, s, ended);
        } else {
            climb(t, s);
        }
        s = t->leaf_step(t->leaf, t);
    }
}

/* Apart from the straight way, whose registers it would take. */
CEDE__APART static int go_on_straight(cede_task *t, cede_status s)
{
    return go_on(t, s, cede__task_ended);
}

static inline cede_status first(cede_loop *l, cede_task *t)
{
    l->steps++;
    cede__self.armed = NULL;
    cede__self.task = t;
    t->flags &= (uint8_t)~CEDE__READY;
    t->budget = CEDE__BUDGET;
    return t->leaf_step(t->leaf, t);
}

/* Whether it goes on. The straight way through is that of most steps: what is
 * remembered is stepped, and waits again. An argument of spawn that did longjmp has left
 * an arm behind. */
static inline int step(cede_loop *l, cede_task *t)
{
    cede_status s = first(l, t);
    if (CEDE__UNLIKELY(s != CEDE_PENDING))
        return s != CEDE__GONE && t->leaf == cede__root(t) ? end(t, s, cede__task_ended) : go_on_straight(t, s);
    return CEDE__UNLIKELY(t->flags & CEDE__ENTERED) ? go_on_straight(t, s) : 1;
}

/* First in, first out, and those that become ready meanwhile. */
static void run_straight(cede_loop *l)
{
    int left = CEDE__RUN_STEPS;
    while (l->ready.first && left-- > 0) {
        cede_task *t = pop(l);
        if (CEDE__UNLIKELY(!step(l, t)) && t == l->main)
            break;
    }
}

/* The same in its owner's order, who is told of each. */
static void run_ordered(cede_loop *l)
{
    int left = reorder(l);
    while (l->ready.first && left-- > 0) {
        cede_task *t = pop(l);
        if (step(l, t))
            l->ops->stepped(l, t);
        else if (t == l->main)
            break;
    }
}

void (*cede__runner(const cede__loop_ops *ops))(cede_loop *l)
{
    return ops->order ? run_ordered : run_straight;
}

/* ---- watched --------------------------------------------------------------------------------- */

/* Calls are none of a loop's tasks. */
static int is_task(const cede_task *t)
{
    return t->fn->size != 0;
}

static void tell_ready(cede_loop *l, cede_task *by)
{
    while (*l->seen) {
        cede_task *t = *l->seen;
        l->seen = &t->next_ready;
        if (is_task(t) && !(t->flags & CEDE__ENDED))
            l->watch->ready(l, t, by);
    }
}

static void end_watched(cede_task *t, cede_status s)
{
    cede_loop *l = cede__loop_of(t);
    if (l->watch)
        l->watch->ending(l, t, s);
    cede__task_ended(t, s);
}

static int step_watched(cede_loop *l, cede_task *t)
{
    int watched = is_task(t) && !(t->flags & CEDE__ENDED);
    int goes_on;
    if (watched)
        l->watch->stepping(l, t);
    goes_on = go_on(t, first(l, t), end_watched);
    cede__self.task = NULL;
    if (!l->watch)
        return goes_on;             /* the step has ended that */
    tell_ready(l, watched && t->fn ? t : NULL);     /* null: a static block is free again */
    if (!watched)
        return goes_on;
    if (goes_on)
        l->watch->stepped(l, t);
    else
        l->watch->gone(l);
    return goes_on;
}

static void run_watched(cede_loop *l)
{
    int left = CEDE__RUN_STEPS;
    tell_ready(l, NULL);
    if (l->ops->order) {
        left = reorder(l);
        l->seen = l->ready.end;
    }
    while (l->watch && l->ready.first && left-- > 0) {
        cede_task *t = pop(l);
        l->seen = l->ready.end;
        if (!step_watched(l, t)) {
            if (t == l->main)
                break;
        } else if (l->ops->order) {
            l->ops->stepped(l, t);
        }
    }
}

void cede__watch_begin(cede_loop *l, struct cede__watch *w)
{
    l->watch = w;
    l->seen = l->ready.end;
    l->run = run_watched;
}

void cede__watch_end(cede_loop *l)
{
    l->watch = NULL;
    l->run = cede__runner(l->ops);
}
