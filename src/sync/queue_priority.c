/* queue_priority.c: what comes before all others is taken first.
 *
 * A heap would forget which of two equal values came first, or need room for that
 * beside each value. So they are kept in order, and a put moves what is behind its own.
 * Always: the values are in the first `length` slots, the next to be taken last; of equal
 * ones the one that came later stands in front. */
#include "queue.h"

/* How many stand in front of it: all that it comes before. */
static unsigned place_of(const cede_queue *q, const void *item)
{
    unsigned low = 0, high = q->length;
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if (q->before(item, cede__queue_slot(q, middle)))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void store(cede_queue *q, const void *item)
{
    unsigned place = place_of(q, item);
    char *at = cede__queue_slot(q, place);
    memmove(at + q->size, at, q->size * (q->length - place));
    memcpy(at, item, q->size);
    q->length++;
}

static void take(cede_queue *q, void *item)
{
    memcpy(item, cede__queue_slot(q, --q->length), q->size);
}

static const cede__queue_kind priority = { store, take };

void cede_queue_init_priority(cede_queue *q, void *slots, size_t size, unsigned capacity,
                              int (*before)(const void *a, const void *b))
{
    cede__queue_init(q, &priority, slots, size, capacity);
    q->before = before;
}
