/* queue.h: in which order a queue's values leave. */
#ifndef CEDE_SYNC_QUEUE_H
#define CEDE_SYNC_QUEUE_H

#include <string.h>
#include <cede/queue.h>

/* Both change q->length. */
struct cede__queue_kind {
    void (*store)(cede_queue *q, const void *item);     /* there is a slot */
    void (*take)(cede_queue *q, void *item);            /* there is a value */
};

void cede__queue_init(cede_queue *q, const cede__queue_kind *kind, void *slots, size_t size, unsigned capacity);

static inline char *cede__queue_slot(const cede_queue *q, unsigned n)
{
    return q->slots + q->size * n;
}

#endif
