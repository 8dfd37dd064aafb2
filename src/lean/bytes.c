/* bytes.c: a queue of bytes from one interrupt to one task.
 *
 * `put` is written by the interrupt only, `got` by the task only, each in one piece; both
 * count on and wrap around, their difference is what is in the queue. The reader is set
 * before the task looks for the last time, so a byte that comes behind that look wakes it.
 * Never allocates. */
#include <cede/core.h>
#include "leaf.h"

static volatile uint8_t *counter(uint8_t *c)
{
    return c;
}

static uint8_t *room(cede_bytes *q, uint8_t count)
{
    return (uint8_t *)(q + 1) + (count & q->mask);
}

int cede_bytes_put_from_isr(cede_bytes *q, uint8_t byte)
{
    uint8_t put = q->put;
    if ((uint8_t)(put - *counter(&q->got)) > q->mask)
        return -EAGAIN;
    *(volatile uint8_t *)room(q, put) = byte;
    *counter(&q->put) = (uint8_t)(put + 1);
    cede__wake_waiter(&q->reader);
    return 0;
}

cede_status CEDE__STEP(cede_bytes_get)(void *frame, cede_task *t)
{
    cede_bytes *q = ((struct cede_bytes_get__frame *)frame)->bytes;
    uint8_t got = q->got;
    cede_status s = CEDE_DONE;
    cede__begin_waiting(&q->reader, t);
    if (*counter(&q->put) == got) {
        s = cede__block(t);
        if (s == CEDE_PENDING)
            return s;
    } else {
        CEDE__RESULT(cede_bytes_get, frame) = *(volatile uint8_t *)room(q, got);
        *counter(&q->got) = (uint8_t)(got + 1);
    }
    q->reader = NULL;
    return s;
}

CEDE__LEAF_FN(cede_bytes_get, CEDE__NUMBER);
