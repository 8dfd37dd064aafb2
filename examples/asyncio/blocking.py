"""Calls that block or compute run in threads; the loop goes on meanwhile.

    python3 blocking.py > blocking.txt
"""
import asyncio
import time

ticks = 0


def read_sensor():
    time.sleep(0.02)
    return 21


def count_primes(below):
    return sum(all(n % d for d in range(2, int(n ** 0.5) + 1)) for n in range(2, below))


async def tick():
    global ticks
    while True:
        ticks += 1
        await asyncio.sleep(0.001)


async def main():
    loop = asyncio.get_running_loop()
    ticking = asyncio.create_task(tick())
    degrees, primes = await asyncio.gather(
        loop.run_in_executor(None, read_sensor),
        loop.run_in_executor(None, count_primes, 10000))
    ticking.cancel()
    print(degrees, "degrees,", primes, "primes")
    if ticks > 0:
        print("the loop has gone on")


asyncio.run(main())
