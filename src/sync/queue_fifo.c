/* queue_fifo.c: first in, first out.
 *
 * Always: the values are in the `length` slots from `first` on, around the end. */
#include "primitive.h"
#include "queue.h"

static void store(cede_queue *q, const void *item)
{
    unsigned to_end = q->capacity - q->first;
    unsigned slot = q->length < to_end ? q->first + q->length : q->length - to_end;
    cede__copy_value(cede__queue_slot(q, slot), item, q->size);
    q->length++;
}

static void take(cede_queue *q, void *item)
{
    cede__copy_value(item, cede__queue_slot(q, q->first), q->size);
    q->first = q->first + 1 < q->capacity ? q->first + 1 : 0;
    q->length--;
}

static const cede__queue_kind fifo = { store, take };

void cede_queue_init(cede_queue *q, void *slots, size_t size, unsigned capacity)
{
    cede__queue_init(q, &fifo, slots, size, capacity);
}
