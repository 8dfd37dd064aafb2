"""Back-pressure: the entry is closed while two requests are in progress.

    python3 entry.py > entry.txt
"""
import asyncio


async def handle(number, ms, places):
    print(number, "begins")
    await asyncio.sleep(ms / 1000)
    print(number, "ends")
    places.release()


async def main():
    places = asyncio.Semaphore(2)
    async with asyncio.TaskGroup() as requests:
        for number, ms in enumerate((20, 80, 160, 10), 1):
            if places.locked():
                print(number, "waits at the entry")
            await places.acquire()
            requests.create_task(handle(number, ms, places))
    print("all are served")


asyncio.run(main())
