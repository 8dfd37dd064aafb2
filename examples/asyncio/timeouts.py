"""What takes too long is given up.

    python3 timeouts.py > timeouts.txt
"""
import asyncio


async def fetch(name, ms):
    try:
        await asyncio.sleep(ms / 1000)
        return f"{name} answers"
    except asyncio.CancelledError:
        print(f"{name}: given up")
        raise


async def ask(name, ms):
    try:
        async with asyncio.timeout(0.1):
            print(await fetch(name, ms))
    except TimeoutError:
        print(f"{name} is too slow")


async def main():
    await ask("the cache", 1)
    await ask("the archive", 5000)


asyncio.run(main())
