/* queue_lifo.c: last in, first out.
 *
 * Always: the values are in the first `length` slots, the last one last. */
#include "queue.h"

static void store(cede_queue *q, const void *item)
{
    memcpy(cede__queue_slot(q, q->length++), item, q->size);
}

static void take(cede_queue *q, void *item)
{
    memcpy(item, cede__queue_slot(q, --q->length), q->size);
}

static const cede__queue_kind lifo = { store, take };

void cede_queue_init_lifo(cede_queue *q, void *slots, size_t size, unsigned capacity)
{
    cede__queue_init(q, &lifo, slots, size, capacity);
}
