"""A loop of one's own making: who hears of failures, and what its threads are called.

    python3 config.py > config.txt
"""
import asyncio
import errno
import os
import threading
from concurrent.futures import ThreadPoolExecutor


def complain(loop, context):
    print("nobody has asked for:", context["exception"].strerror)


def make_loop():
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(complain)
    loop.set_default_executor(ThreadPoolExecutor(2, thread_name_prefix="worker"))
    return loop


def name_of_thread():
    return threading.current_thread().name[:6]


async def fail():
    raise OSError(errno.EIO, os.strerror(errno.EIO))


async def main():
    asyncio.create_task(fail())
    await asyncio.sleep(0.001)
    loop = asyncio.get_running_loop()
    print("done by a", await loop.run_in_executor(None, name_of_thread))


with asyncio.Runner(loop_factory=make_loop) as runner:
    runner.run(main())
