"""Producers and consumers share a bounded queue; a poison pill ends each consumer.

    python3 pipeline.py > pipeline.txt
"""
import asyncio

CONSUMERS = 2
PILL = None


async def produce(queue, first, last):
    for item in range(first, last + 1):
        await queue.put(item)       # waits while the queue is full


async def consume(queue):
    sum = 0
    while (item := await queue.get()) is not PILL:
        await asyncio.sleep(0.001)
        sum += item
    return sum


async def produce_all(queue):
    async with asyncio.TaskGroup() as producers:
        producers.create_task(produce(queue, 1, 10))
        producers.create_task(produce(queue, 11, 20))
    print("all is produced")
    for _ in range(CONSUMERS):
        await queue.put(PILL)


async def main():
    queue = asyncio.Queue(3)
    async with asyncio.TaskGroup() as everybody:
        consumers = [everybody.create_task(consume(queue)) for _ in range(CONSUMERS)]
        everybody.create_task(produce_all(queue))
    print("consumed:", sum(c.result() for c in consumers))


asyncio.run(main())
