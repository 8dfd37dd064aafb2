/* signal.c: the newest value, for one receiver.
 *
 * Always: nobody waits while it is full.
 * Runs on the loop's thread. Never allocates. */
#include <cede/channel.h>
#include "primitive.h"

void cede_signal_init(cede_signal *s, void *slot, size_t size)
{
    cede__ring_init(&s->waiters);
    s->slot = slot;
    s->size = size;
    s->full = 0;
}

void cede_signal_deinit(cede_signal *s)
{
    CEDE_CHECK(cede__ring_empty(&s->waiters), "a signal is deinited while a task waits for it");
    cede__retire(&s->waiters);
}

void cede_signal_send(cede_signal *s, const void *item)
{
    if (!cede__ring_empty(&s->waiters)) {
        cede__bring(cede__first_waiter(&s->waiters), item, s->size);
        return;
    }
    memcpy(s->slot, item, s->size);
    s->full = 1;
}

int cede_signal_try_wait(cede_signal *s, void *item)
{
    if (!s->full)
        return -EAGAIN;
    memcpy(item, s->slot, s->size);
    s->full = 0;
    return 0;
}

cede_status cede_signal_wait__step(void *frame, cede_task *t)
{
    struct cede_signal_wait__args a;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    a = *(struct cede_signal_wait__args *)frame;
    if (cede_signal_try_wait(a.signal, a.item) == 0)
        return cede__wait_had(frame, t, 0);
    ((struct cede_signal_wait__frame *)frame)->item = a.item;
    return cede__wait_for(frame, t, &a.signal->waiters);
}

CEDE__LEAF_PLAIN(cede_signal_wait, CEDE__WAITS_FOR_ANY, (cede_signal *signal, void *item), signal, item);
