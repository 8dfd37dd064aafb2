/* spawn.c: how tasks begin.
 *
 * Generated code spawns by name (cede__spawn, cede__spawn_kept) and writes the arguments
 * itself; arm.c does the rest. Either way a task is linked in its group, ready, and in
 * state 0; it takes its first step in a later turn, which is when its arguments are read.
 * Always:
 *   1. a group's tasks stand in the order they were spawned;
 *   2. a task of a group that was cancelled begins cancelled.
 * Runs on the loop's thread. Allocates a block per task. */
#include "check.h"
#include "group_core.h"
#include "run.h"
#include "self.h"
#include "task_life.h"

static inline void begin(cede_task *t, const cede_fn *fn, cede_group *g, unsigned flags)
{
    cede__queue *q = &g->loop->ready;
    cede_task *last = g->last;
    *t = (cede_task){ .fn = fn, .leaf = cede__root(t), .leaf_step = fn->step, .group = g, .prev = last,
                      .flags = (uint8_t)(flags | CEDE__READY) };
    *q->end = t;
    q->end = &t->next_ready;
    *(last ? &last->next : &g->first) = t;
    g->last = t;
    g->running++;
    if (CEDE__UNLIKELY(g->cancelled))
        cede__task_cancel(t, -ECANCELED, NULL);
}

static inline cede_task *task_new(cede_group *g, const cede_fn *fn, unsigned flags)
{
    char *block = cede__block_new(g->loop, cede__task_size(fn, flags));
    cede_task *t;
    if (CEDE__UNLIKELY(!block))
        return NULL;
    t = (cede_task *)(void *)(block + cede__extra_size(flags));
    if (flags & CEDE__EXTENDED) {
        cede__task_extra *x = cede__extra(t);
        *x = (cede__task_extra){ .joiners = { &x->joiners, &x->joiners } };
    }
    begin(t, fn, g, flags);
    return t;
}

/* ---- into a group ---------------------------------------------------------------------- */

static int full(const cede_group *g)
{
    return g->limit && g->running >= g->limit;
}

cede_group *cede__spawn_group(cede_group *g)
{
    cede_loop *l = cede__self.loop;
    CEDE_CHECK(l, "a task can be started only where a loop runs");
    CEDE_CHECK(!g || g->loop == l, "spawn into a group of another thread's loop");
    return g ? g : &l->tasks;
}

/* Each kind has a copy, in which its flags are constants. */
static inline cede_task *spawn(cede_group *g, const cede_fn *fn, unsigned flags)
{
    cede_task *t;
    g = cede__spawn_group(g);
    t = full(g) ? NULL : task_new(g, fn, flags);
    if (CEDE__UNLIKELY(!t))
        cede__self.refused = g;
    return t;
}

cede_task *cede__spawn(cede_group *g, const cede_fn *fn)
{
    return spawn(g, fn, 0);
}

cede_task *cede__spawn_kept(cede_group *g, const cede_fn *fn)
{
    return spawn(g, fn, CEDE__KEPT | CEDE__EXTENDED);
}

cede_task *cede__spawn_into(cede_group *g, const cede_fn *fn, void *into, unsigned size)
{
    cede_task *t = spawn(g, fn, CEDE__EXTENDED);
    if (t) {
        cede__extra(t)->into = into;
        cede__extra(t)->into_size = size;
    }
    return t;
}

int cede__spawn_error(void)
{
    return full(cede__self.refused) ? -EAGAIN : -ENOMEM;
}

int cede__spawn_lost(void)
{
    int error = cede__spawn_error();
    cede__group_fail_spawn(cede__self.refused, error, "spawn");
    return error;
}

/* ---- in a block of the caller's ------------------------------------------------------------ */

/* Zeros before the first start; fn tells whether a task is in the block. */
static cede_task *free_block(const cede_static *s)
{
    unsigned i;
    for (i = 0; i < s->count; i++) {
        cede_task *t = (cede_task *)(void *)((char *)s->blocks + i * (sizeof (cede_task) + s->frames));
        if (!t->fn)
            return t;
    }
    return NULL;
}

cede_task *cede__spawn_static(const cede_static *s, const cede_fn *fn)
{
    unsigned need = (unsigned)cede__task_size(fn, 0);
    char has[CEDE__DECIMAL], wants[CEDE__DECIMAL];
    cede_task *t;
    unsigned size = (unsigned)sizeof (cede_task) + s->frames;
    if (size < need)
        cede__stop("the static task block for ", fn->name, " has ", cede__decimal(has, (int)size),
                   " bytes and needs ", cede__decimal(wants, (int)need), (char *)0);
    t = free_block(s);
    if (t)
        begin(t, fn, cede__spawn_group(NULL), CEDE__STATIC);
    return t;
}
