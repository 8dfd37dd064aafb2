/* Producers and consumers share a bounded queue; a poison pill ends each consumer. */
#include <cede.h>
#include <stdio.h>

enum { CONSUMERS = 2, PILL = -1 };

static async int produce(cede_queue *queue, int first, int last)
{
    for (int item = first; item <= last; item++)
        await(cede_queue_put(queue, &item));        /* waits while the queue is full */
    return 0;
}

static async int consume(cede_queue *queue)
{
    int sum = 0, item;
    while (await(cede_queue_get(queue, &item)) == 0 && item != PILL) {
        await(cede_sleep(cede_ms(1)));
        sum += item;
    }
    return sum;
}

static async int produce_all(cede_queue *queue)
{
    int pill = PILL;
    group (producers) {
        spawn(producers, produce(queue, 1, 10));
        spawn(producers, produce(queue, 11, 20));
    }
    printf("all is produced\n");
    for (int i = 0; i < CONSUMERS; i++)
        await(cede_queue_put(queue, &pill));
    return 0;
}

async int pipeline(void)
{
    int slots[3], sums[CONSUMERS];
    cede_queue queue;
    cede_queue_init(&queue, CEDE_SLOTS(slots));

    group (everybody) {
        for (int i = 0; i < CONSUMERS; i++)
            spawn_into(everybody, &sums[i], consume(&queue));
        spawn(everybody, produce_all(&queue));
    }
    printf("consumed: %d\n", sums[0] + sums[1]);
    return 0;
}

int main(void)
{
    return cede_main(pipeline());
}
