"""switch.py: the switches of cede/switch.c on asyncio."""
import asyncio

from scenario import scenario_main


async def yields(n):
    total = 0
    for _ in range(n):
        await asyncio.sleep(0)
        total += 1
    return total


async def child(x):
    return x + 1


async def awaits(n):
    total = 0
    for i in range(n):
        total += await child(i)
    return total


async def deep(n, levels=10):
    return await deep(n, levels - 1) + 1 if levels else await yields(n)


async def chain(x, levels=10):
    if levels > 1:
        return await chain(x, levels - 1) + 1
    await asyncio.sleep(0)
    return x


async def chains(n):
    total = 0
    for i in range(n):
        total += await chain(i)
    return total


async def queue(n):
    to, fro = asyncio.Queue(1), asyncio.Queue(1)

    async def add_one():
        for _ in range(n):
            await fro.put(await to.get() + 1)

    other = asyncio.create_task(add_one())
    total = 0
    for i in range(n):
        await to.put(i)
        total += await fro.get()
    await other
    return total


async def spawn(n):
    total = 0
    for i in range(n):
        total += await asyncio.create_task(child(i))
    return total


scenario_main({"yield": yields, "child": awaits, "deep": deep, "chain": chains, "queue": queue, "spawn": spawn})
