"""Two tasks of a group fail at once, and the third is cancelled.

    python3 failures.py > failures.txt
"""
import asyncio
import errno
import os


async def fail(go, error):
    await go.wait()
    raise OSError(error, os.strerror(error))


async def wait_long():
    try:
        await asyncio.sleep(3600)
    finally:
        print("the third is cancelled")


async def main():
    go = asyncio.Event()
    try:
        async with asyncio.TaskGroup() as g:
            g.create_task(fail(go, errno.ENOSPC))
            g.create_task(fail(go, errno.EIO))
            g.create_task(wait_long())
            await asyncio.sleep(0.01)
            go.set()
    except* OSError as failed:
        for error in failed.exceptions:
            print("failed:", error.strerror)


asyncio.run(main())
