"""sleepers.py: what a sleeping asyncio task takes."""
import asyncio
import random

from scenario import rss_bytes, scenario_main


async def sleepers(n):
    before = rss_bytes()
    tasks = [asyncio.create_task(asyncio.sleep(100000 + random.randrange(100000))) for _ in range(n)]
    await asyncio.sleep(0)              # behind the first step of each
    return len(tasks), rss_bytes() - before


scenario_main({"sleepers": sleepers})
