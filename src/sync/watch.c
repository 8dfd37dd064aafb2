/* watch.c: the newest value, for all.
 *
 * Always: who waits has seen the value that is there.
 * Runs on the loop's thread. Never allocates. */
#include <cede/channel.h>
#include "primitive.h"

void cede_watch_init(cede_watch *w, void *slot, size_t size)
{
    memset(w, 0, sizeof *w);
    cede__ring_init(&w->waiters);
    w->slot = slot;
    w->size = size;
    w->version = 1;
}

void cede_watch_deinit(cede_watch *w)
{
    CEDE_CHECK(cede__ring_empty(&w->waiters), "a watch is deinited while a task waits for it");
    cede__retire(&w->waiters);
}

/* Version 0 is nobody's. */
int cede_watch_set(cede_watch *w, const void *item)
{
    if (w->closed)
        return -EPIPE;
    memcpy(w->slot, item, w->size);
    w->version += w->version == ~0u ? 2 : 1;
    while (!cede__ring_empty(&w->waiters)) {
        struct cede_watch_next__frame *f = (void *)cede__first_waiter(&w->waiters);
        *f->seen = w->version;
        cede__bring(&f->waiter, item, w->size);
    }
    return 0;
}

unsigned cede_watch_get(const cede_watch *w, void *item)
{
    memcpy(item, w->slot, w->size);
    return w->version;
}

void cede_watch_close(cede_watch *w)
{
    w->closed = 1;
    cede__wait_end_all(&w->waiters, -EPIPE);
}

cede_status cede_watch_next__step(void *frame, cede_task *t)
{
    struct cede_watch_next__args a;
    struct cede_watch_next__frame *f = frame;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    a = *(struct cede_watch_next__args *)frame;
    if (*a.seen != a.watch->version) {
        *a.seen = cede_watch_get(a.watch, a.item);
        return cede__wait_had(frame, t, 0);
    }
    if (a.watch->closed)
        return cede__wait_had(frame, t, -EPIPE);
    f->item = a.item;
    f->seen = a.seen;
    return cede__wait_for(frame, t, &a.watch->waiters);
}

CEDE__LEAF_PLAIN(cede_watch_next, CEDE__WAITS_FOR_ANY, (cede_watch *watch, unsigned *seen, void *item), watch, seen, item);
