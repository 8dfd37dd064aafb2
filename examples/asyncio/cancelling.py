"""A task that is cancelled cleans up, and may take its time for that.

    python3 cancelling.py > cancelling.txt
"""
import asyncio


async def download():
    print("a file is opened")
    try:
        await asyncio.sleep(3600)
    except asyncio.CancelledError:
        print("cancelled")
        raise
    finally:
        await asyncio.sleep(0.001)
        print("the file is closed")


async def main():
    task = asyncio.create_task(download())
    await asyncio.sleep(0.01)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("it has ended without a result")


asyncio.run(main())
