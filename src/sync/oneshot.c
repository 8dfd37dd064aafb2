/* oneshot.c: one value, for all who ask.
 *
 * Always: nobody waits once it is over.
 * Runs on the loop's thread. Never allocates. */
#include <cede/channel.h>
#include "primitive.h"

void cede_oneshot_init(cede_oneshot *o, void *slot, size_t size)
{
    memset(o, 0, sizeof *o);
    cede__ring_init(&o->waiters);
    o->slot = slot;
    o->size = size;
}

void cede_oneshot_deinit(cede_oneshot *o)
{
    CEDE_CHECK(cede__ring_empty(&o->waiters), "a one-shot is deinited while a task waits for it");
    cede__retire(&o->waiters);
}

int cede_oneshot_send(cede_oneshot *o, const void *item)
{
    if (o->over)
        return -EALREADY;
    memcpy(o->slot, item, o->size);
    o->over = o->sent = 1;
    while (!cede__ring_empty(&o->waiters))
        cede__bring(cede__first_waiter(&o->waiters), item, o->size);
    return 0;
}

void cede_oneshot_close(cede_oneshot *o)
{
    o->over = 1;
    cede__wait_end_all(&o->waiters, -EPIPE);
}

int cede_oneshot_try_wait(cede_oneshot *o, void *item)
{
    if (!o->over)
        return -EAGAIN;
    if (!o->sent)
        return -EPIPE;
    memcpy(item, o->slot, o->size);
    return 0;
}

cede_status cede_oneshot_wait__step(void *frame, cede_task *t)
{
    struct cede_oneshot_wait__args a;
    int got;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    a = *(struct cede_oneshot_wait__args *)frame;
    got = cede_oneshot_try_wait(a.oneshot, a.item);
    if (got != -EAGAIN)
        return cede__wait_had(frame, t, got);
    ((struct cede_oneshot_wait__frame *)frame)->item = a.item;
    return cede__wait_for(frame, t, &a.oneshot->waiters);
}

CEDE__LEAF_PLAIN(cede_oneshot_wait, CEDE__WAITS_FOR_ANY, (cede_oneshot *oneshot, void *item), oneshot, item);
