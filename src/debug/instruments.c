/* instruments.c: a watched loop: its instruments, and a table of its tasks.
 *
 * In:   the core's watched runner (watch.h), and the loop's memory, which goes through
 *       here meanwhile: so the end of a block is seen.
 * Out:  each instrument's functions; cede_task_data.
 * Always:
 *   1. a loop has a watcher exactly while it has instruments;
 *   2. a record is in the table from `ready` of a new task, or the watcher's beginning,
 *      until the task's block is freed.
 *
 * note [why a block is held]  A task may be freed by its own end, and what that end has
 * woken is known only behind it. So the block is given back when that was told.
 *
 * Loop's thread. Allocates with malloc: one block, and one for each task. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "../core/check.h"
#include "../core/task_life.h"
#include "../core/tasks.h"
#include "../core/watch.h"
#include "watcher.h"

enum { BUCKETS = 1024 };

typedef struct node {
    struct node *next;
    cede_instruments *instruments;
} node;

typedef struct watcher {
    struct cede__watch watch;           /* first */
    node *first;
    cede_allocator memory;              /* the loop's own */
    cede_task *ending;                  /* its block is held; null: none is */
    void *held;
    size_t held_size;
    cede__record *buckets[BUCKETS];
} watcher;

static watcher *watcher_of(const cede_loop *l)
{
    return (watcher *)(uintptr_t)l->watch;
}

/* Calls a function of all instruments that have it. */
#define TELL(w, function, ...) \
    do { \
        for (const node *n_ = (w)->first; n_; n_ = n_->next) \
            if (n_->instruments->function) \
                n_->instruments->function(n_->instruments, __VA_ARGS__); \
    } while (0)

/* ---- records --------------------------------------------------------------------------- */

static const void *block_of(const cede_task *t)
{
    return (const char *)t - cede__extra_size(t->flags);
}

static cede__record **bucket(watcher *w, const void *block)
{
    return &w->buckets[((uintptr_t)block >> 4) * 0x9E3779B1u >> 7 & (BUCKETS - 1)];
}

static cede__record **find(watcher *w, const void *block)
{
    cede__record **at = bucket(w, block);
    while (*at && (*at)->block != block)
        at = &(*at)->next;
    return at;
}

/* Null: no memory. */
static cede__record *record_new(watcher *w, cede_task *t)
{
    cede__record *r = calloc(1, sizeof *r), **first = bucket(w, block_of(t));
    if (!r)
        return NULL;
    r->task = t;
    r->fn = t->fn;
    r->block = block_of(t);
    r->next = *first;
    *first = r;
    return r;
}

static void forget(watcher *w, const void *block)
{
    cede__record **at = find(w, block), *r = *at;
    if (!r)
        return;
    TELL(w, freed, r->task);
    at = find(w, block);
    *at = r->next;
    free(r);
}

cede_instruments *cede__instruments_closed_by(const cede_loop *l, void (*closed)(cede_instruments *))
{
    const node *n = l->watch ? watcher_of(l)->first : NULL;
    while (n && n->instruments->closed != closed)
        n = n->next;
    return n ? n->instruments : NULL;
}

cede__record *cede__record_of(cede_task *t)
{
    watcher *w = watcher_of(cede__loop_of(t));
    return w ? *find(w, block_of(t)) : NULL;
}

void **cede_task_data(cede_task *t)
{
    cede__record *r = cede__record_of(t);
    return r ? &r->data : NULL;
}

/* ---- the loop's memory ------------------------------------------------------------------------ */

static void *get(void *ctx, size_t size)
{
    watcher *w = ctx;
    return w->memory.get(w->memory.ctx, size);
}

static void put(void *ctx, void *block, size_t size)
{
    watcher *w = ctx;
    if (w->ending && block == block_of(w->ending)) {
        w->held = block;
        w->held_size = size;
        return;
    }
    forget(w, block);
    w->memory.put(w->memory.ctx, block, size);
}

static void release(watcher *w)
{
    void *block = w->held;
    w->ending = NULL;
    w->held = NULL;
    if (block)
        put(w, block, w->held_size);
}

/* ---- what the loop tells ------------------------------------------------------------------------ */

/* Its step is over: it was made behind where that began, and before where it waits now. */
static void note_maker(cede__record *r, watcher *w, const cede_task *by)
{
    const cede__record *maker = by ? *find(w, block_of(by)) : NULL;
    if (!r || !maker)
        return;
    r->made_from = maker->before;
    r->made_to = cede_task_where(by);
}

static void ready(cede_loop *l, cede_task *t, cede_task *by)
{
    watcher *w = watcher_of(l);
    if (*find(w, block_of(t))) {
        TELL(w, woken, t, by);
        return;
    }
    note_maker(record_new(w, t), w, by);
    TELL(w, made, t, by);
}

static void stepping(cede_loop *l, cede_task *t)
{
    watcher *w = watcher_of(l);
    cede__record *r = *find(w, block_of(t));
    if (r) {
        r->steps++;
        r->before = cede_task_where(t);
    }
    TELL(w, resumed, t, r ? r->steps : 0);
}

static void stepped(cede_loop *l, cede_task *t)
{
    TELL(watcher_of(l), suspended, t);
}

static void ending(cede_loop *l, cede_task *t, cede_status s)
{
    watcher *w = watcher_of(l);
    cede__record *r = *find(w, block_of(t));
    w->ending = t;
    if (r)
        r->failure = cede__task_failure(t, s);
    TELL(w, ended, t, cede__task_ending(t, s));
}

/* A static block stays, and the next task in it is another one. */
static void forget_static(watcher *w, cede_task *t)
{
    cede__record *r = *find(w, block_of(t));
    if (!r)
        return;
    t->fn = r->fn;
    forget(w, block_of(t));
    t->fn = NULL;
}

static void gone(cede_loop *l)
{
    watcher *w = watcher_of(l);
    cede_task *t = w->ending;
    if (!t->fn)
        forget_static(w, t);
    release(w);
}

static cede_where ended_at(cede_loop *l, const cede_task *t)
{
    cede__record *r = *find(watcher_of(l), block_of(t));
    cede_where w = { t->fn->name, t->fn->file, 0 };
    return r && r->before.function ? r->before : w;
}

/* The first one, out of its list. */
static cede_instruments *take(node **at)
{
    node *n = *at;
    cede_instruments *i = n->instruments;
    *at = n->next;
    free(n);
    return i;
}

static void end(cede_loop *l)
{
    watcher *w = watcher_of(l);
    int n;
    while (w->first) {
        cede_instruments *i = take(&w->first);
        if (i->closed)
            i->closed(i);
    }
    release(w);
    cede__watch_end(l);
    l->memory = w->memory;
    for (n = 0; n < BUCKETS; n++)
        while (w->buckets[n]) {
            cede__record *r = w->buckets[n];
            w->buckets[n] = r->next;
            free(r);
        }
    free(w);
}

/* ---- setting ------------------------------------------------------------------------------------------ */

static void add_record(void *ctx, cede_task *t, unsigned depth)
{
    (void)depth;
    record_new(ctx, t);
}

/* Those that were made in the turn that is on were not told to anybody; they are there. */
static int begin(cede_loop *l)
{
    static const struct cede__watch watch = { ready, stepping, stepped, ending, gone, ended_at, end, NULL };
    watcher *w = calloc(1, sizeof *w);
    if (!w)
        return -ENOMEM;
    w->watch = watch;
    w->memory = l->memory;
    l->memory.get = get;
    l->memory.put = put;
    l->memory.ctx = w;
    cede__tasks_each(l, add_record, w);
    cede__watch_begin(l, &w->watch);
    return 0;
}

int cede_instrument(cede_loop *l, cede_instruments *i)
{
    node **at, *n = malloc(sizeof *n);
    int err = !n ? -ENOMEM : l->watch ? 0 : begin(l);
    if (err < 0)
        goto free_node;
    n->next = NULL;
    n->instruments = i;
    for (at = &watcher_of(l)->first; *at; at = &(*at)->next)
        if ((*at)->instruments == i) {
            err = -EALREADY;
            goto free_node;
        }
    *at = n;
    return 0;
free_node:
    free(n);
    return err;
}

void cede_uninstrument(cede_loop *l, cede_instruments *i)
{
    watcher *w = watcher_of(l);
    node **at;
    if (!w)
        return;
    for (at = &w->first; *at && (*at)->instruments != i; at = &(*at)->next)
        ;
    if (*at)
        take(at);
    if (!w->first)
        end(l);
}
