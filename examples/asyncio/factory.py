"""A task factory that remembers when each task was made, and tells how long it took.

    python3 factory.py > factory.txt
"""
import asyncio


def factory(loop, coro, **options):
    task = asyncio.Task(coro, loop=loop, **options)
    made = loop.time()
    name = coro.__name__

    def tell(task):
        latency = loop.time() - made
        print(f"{name} took {'20 ms or more' if latency > 0.019 else 'less than 20 ms'}")

    task.add_done_callback(tell)
    print(f"{name} is made")
    return task


async def resize():
    await asyncio.sleep(0.02)


async def upload():
    await asyncio.sleep(0.06)


async def main():
    loop = asyncio.get_running_loop()
    loop.set_task_factory(factory)
    async with asyncio.TaskGroup() as g:
        g.create_task(upload())
        g.create_task(resize())
    loop.set_task_factory(None)
    print("all done")


asyncio.run(main())
