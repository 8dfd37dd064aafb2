"""A lock around what is read, and written after an await.

    python3 counter.py > counter.txt
"""
import asyncio


class Counter:
    def __init__(self):
        self.lock = asyncio.Lock()
        self.visits = 0

    async def visit(self):
        async with self.lock:
            seen = self.visits
            await asyncio.sleep(0.001)      # without the lock all of them have seen 0
            self.visits = seen + 1


async def main():
    c = Counter()
    async with asyncio.TaskGroup() as g:
        for _ in range(5):
            g.create_task(c.visit())
    print(c.visits, "visits")


asyncio.run(main())
