"""A result that somebody else brings, by a call at a time.

    python3 futures.py > futures.txt
"""
import asyncio


async def main():
    loop = asyncio.get_running_loop()
    answer = loop.create_future()
    loop.call_later(0.01, answer.set_result, 42)
    print("waiting")
    print("the answer is", await answer)


asyncio.run(main())
