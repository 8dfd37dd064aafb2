"""At most two requests at a time, however many there are.

    python3 rate_limit.py > rate_limit.txt
"""
import asyncio


class Service:
    def __init__(self):
        self.permits = asyncio.Semaphore(2)
        self.now = self.most = 0

    async def request(self, number):
        async with self.permits:
            self.now += 1
            self.most = max(self.most, self.now)
            await asyncio.sleep(0.01)
            self.now -= 1
            print("request", number)


async def main():
    s = Service()
    async with asyncio.TaskGroup() as g:
        for number in range(1, 7):
            g.create_task(s.request(number))
    print("at most", s.most, "at a time")


asyncio.run(main())
