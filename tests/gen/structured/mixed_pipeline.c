/* mixed_pipeline.c: A producer and two consumers that meet by sleeping. */
#include "corpus.h"

struct queue { int items[8]; unsigned head, tail; int closed; };

static async int producer(struct queue *q)
{
    defer { q->closed = 1; event("closed, %d", cede_leaving()); }
    for (int i = 1; i <= 3; i++) {
        await(cede_sleep(after(3)));
        q->items[q->tail++ % 8] = i;
        event("produced %d", i);
    }
    return 0;
}

static async int consumer(struct queue *q, int id)
{
    for (;;) {
        while (q->head == q->tail) {
            if (q->closed)
                return id;
            await(cede_sleep(after(2)));
        }
        event("consumer %d takes %d", id, q->items[q->head++ % 8]);
    }
}

static async int test_main(void)
{
    struct queue q = { { 0 }, 0, 0, 0 };
    group (g) {
        spawn(g, producer(&q));
        spawn(g, consumer(&q, 1));
        spawn(g, consumer(&q, 2));
    }
    return (int)q.tail;
}

SWEPT(mixed_pipeline, test_main)
