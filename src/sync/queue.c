/* queue.c: a bounded queue of values; which leaves first, its kind knows.
 *
 *     put: to the getter that waits first; else into a slot; else it waits
 *     get: from a slot, and the putter that waits first gets the room; without slots,
 *          from that putter
 *
 * Always: getters wait only while there is no value, putters only while no slot is free,
 * and nobody once it is shut down.
 * Runs on the loop's thread. Never allocates. */
#include "primitive.h"
#include "queue.h"

void cede__queue_init(cede_queue *q, const cede__queue_kind *kind, void *slots, size_t size, unsigned capacity)
{
    memset(q, 0, sizeof *q);
    q->kind = kind;
    q->slots = slots;
    q->size = size;
    q->capacity = capacity;
    cede__ring_init(&q->putters);
    cede__ring_init(&q->getters);
    cede__ring_init(&q->joiners);
}

void cede_queue_deinit(cede_queue *q)
{
    CEDE_CHECK(cede__ring_empty(&q->putters) && cede__ring_empty(&q->getters) && cede__ring_empty(&q->joiners),
               "a queue is deinited while a task waits for it");
    cede__retire(&q->putters);
    cede__retire(&q->getters);
    cede__retire(&q->joiners);
}

unsigned cede_queue_length(const cede_queue *q)
{
    return q->length;
}

/* ---- put and get ------------------------------------------------------------------------- */

int cede_queue_try_put(cede_queue *q, const void *item)
{
    if (q->shut)
        return -EPIPE;
    if (!cede__ring_empty(&q->getters))
        cede__bring(cede__first_waiter(&q->getters), item, q->size);
    else if (q->length < q->capacity)
        q->kind->store(q, item);
    else
        return -EAGAIN;
    q->unfinished++;
    return 0;
}

/* The putter that waits first, whose value has found its place. */
static void admit(cede_queue *q, cede_waiter *putter)
{
    q->unfinished++;
    cede__wait_end(putter, 0);
}

int cede_queue_try_get(cede_queue *q, void *item)
{
    struct cede_queue_put__frame *putter = NULL;
    if (!cede__ring_empty(&q->putters))
        putter = (void *)cede__first_waiter(&q->putters);
    if (q->length) {
        q->kind->take(q, item);
        if (putter)
            q->kind->store(q, putter->item);
    } else if (putter) {
        cede__copy_value(item, putter->item, q->size);
    } else {
        return q->shut ? -EPIPE : -EAGAIN;
    }
    if (putter)
        admit(q, &putter->waiter);
    return 0;
}

cede_status cede_queue_put__step(void *frame, cede_task *t)
{
    struct cede_queue_put__args a;
    int put;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    a = *(struct cede_queue_put__args *)frame;
    put = cede_queue_try_put(a.queue, a.item);
    if (put != -EAGAIN)
        return cede__wait_had(frame, t, put);
    ((struct cede_queue_put__frame *)frame)->item = a.item;
    return cede__wait_for(frame, t, &a.queue->putters);
}

cede_status cede_queue_get__step(void *frame, cede_task *t)
{
    struct cede_queue_get__args a;
    int got;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    a = *(struct cede_queue_get__args *)frame;
    got = cede_queue_try_get(a.queue, a.item);
    if (got != -EAGAIN)
        return cede__wait_had(frame, t, got);
    ((struct cede_queue_get__frame *)frame)->item = a.item;
    return cede__wait_for(frame, t, &a.queue->getters);
}

CEDE__LEAF_PLAIN(cede_queue_put, CEDE__WAITS_FOR_ANY, (cede_queue *queue, const void *item), queue, item);
CEDE__LEAF_PLAIN(cede_queue_get, CEDE__WAITS_FOR_ANY, (cede_queue *queue, void *item), queue, item);

/* ---- the end of the work -------------------------------------------------------------------- */

static void finish(cede_queue *q, unsigned values)
{
    q->unfinished -= values;
    if (!q->unfinished)
        cede__wait_end_all(&q->joiners, 0);
}

void cede_queue_task_done(cede_queue *q)
{
    CEDE_CHECK(q->unfinished, "more of a queue's values are done than were put");
    finish(q, 1);
}

void cede_queue_shut_down(cede_queue *q)
{
    q->shut = 1;
    cede__wait_end_all(&q->putters, -EPIPE);
    cede__wait_end_all(&q->getters, -EPIPE);
}

void cede_queue_shut_down_now(cede_queue *q)
{
    unsigned forgotten = q->length;
    q->length = 0;
    cede_queue_shut_down(q);
    finish(q, forgotten);
}

cede_status cede_queue_join__step(void *frame, cede_task *t)
{
    cede_queue *q;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    q = ((struct cede_queue_join__args *)frame)->queue;
    return q->unfinished ? cede__wait_for(frame, t, &q->joiners) : cede__wait_had(frame, t, 0);
}

CEDE__LEAF_PLAIN(cede_queue_join, CEDE__WAITS_FOR_ANY, (cede_queue *queue), queue);
