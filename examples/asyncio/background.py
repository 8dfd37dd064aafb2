"""A task in the background, which ends when the program wants it to.

    python3 background.py > background.txt
"""
import asyncio


async def logger(lines):
    try:
        while True:
            print("log:", await lines.get())
    finally:
        print("the logger ends")


async def main():
    lines = asyncio.Queue(4)
    background = asyncio.create_task(logger(lines))
    for step in "first", "second", "third":
        await lines.put(step)
        await asyncio.sleep(0.001)
    background.cancel()
    await asyncio.gather(background, return_exceptions=True)
    print("the program ends")


asyncio.run(main())
