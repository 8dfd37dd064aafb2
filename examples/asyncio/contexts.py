"""Each request has a number, which nobody has to pass on.

    python3 contexts.py > contexts.txt
"""
import asyncio
from contextvars import ContextVar

request_id = ContextVar("request_id", default=0)


def log(what):
    print(f"[{request_id.get()}] {what}")


async def query(ms):
    await asyncio.sleep(ms / 1000)
    log("answered")


async def handle(number, ms):
    request_id.set(number)
    log("asked")
    await asyncio.create_task(query(ms))
    log("done")


async def main():
    await asyncio.gather(handle(1, 60), handle(2, 1))
    log("all done")


asyncio.run(main())
