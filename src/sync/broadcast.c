/* broadcast.c: all values, for all.
 *
 * Values have numbers, which may wrap around; how far a receiver is behind is what counts.
 * Always: who waits has got all there were.
 * Runs on the loop's thread. Never allocates. */
#include <cede/channel.h>
#include "primitive.h"

void cede_broadcast_init(cede_broadcast *b, void *slots, size_t size, unsigned capacity)
{
    CEDE_CHECK(capacity, "a broadcast has no slots");
    memset(b, 0, sizeof *b);
    cede__ring_init(&b->waiters);
    b->slots = slots;
    b->size = size;
    b->capacity = capacity;
}

void cede_broadcast_deinit(cede_broadcast *b)
{
    CEDE_CHECK(cede__ring_empty(&b->waiters), "a broadcast is deinited while a task waits for it");
    cede__retire(&b->waiters);
}

void cede_broadcast_receiver_init(cede_broadcast_receiver *r, cede_broadcast *from)
{
    r->from = from;
    r->next = from->next;
}

int cede_broadcast_send(cede_broadcast *b, const void *item)
{
    if (b->closed)
        return -EPIPE;
    memcpy(b->slots + b->size * b->next_slot, item, b->size);
    b->next_slot = b->next_slot + 1 < b->capacity ? b->next_slot + 1 : 0;
    b->next++;
    while (!cede__ring_empty(&b->waiters)) {
        struct cede_broadcast_receive__frame *f = (void *)cede__first_waiter(&b->waiters);
        f->receiver->next = b->next;
        cede__bring(&f->waiter, item, b->size);
    }
    return 0;
}

void cede_broadcast_close(cede_broadcast *b)
{
    b->closed = 1;
    cede__wait_end_all(&b->waiters, -EPIPE);
}

/* The slot of the value that was sent `behind` values ago. */
static const char *slot(const cede_broadcast *b, unsigned behind)
{
    unsigned at = b->next_slot;
    return b->slots + b->size * (behind <= at ? at - behind : at + (b->capacity - behind));
}

int cede_broadcast_try_receive(cede_broadcast_receiver *r, void *item)
{
    cede_broadcast *b = r->from;
    unsigned behind = b->next - r->next, missed = 0, most = ~0u >> 1;
    if (!behind)
        return b->closed ? -EPIPE : -EAGAIN;
    if (behind > b->capacity)
        missed = behind - b->capacity;
    memcpy(item, slot(b, behind - missed), b->size);
    r->next += missed + 1;
    return (int)(missed < most ? missed : most);
}

cede_status cede_broadcast_receive__step(void *frame, cede_task *t)
{
    struct cede_broadcast_receive__args a;
    struct cede_broadcast_receive__frame *f = frame;
    int got;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    a = *(struct cede_broadcast_receive__args *)frame;
    got = cede_broadcast_try_receive(a.receiver, a.item);
    if (got != -EAGAIN)
        return cede__wait_had(frame, t, got);
    f->item = a.item;
    f->receiver = a.receiver;
    return cede__wait_for(frame, t, &a.receiver->from->waiters);
}

CEDE__LEAF_PLAIN(cede_broadcast_receive, CEDE__WAITS_FOR_ANY, (cede_broadcast_receiver *receiver, void *item), receiver, item);
