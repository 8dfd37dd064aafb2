"""A connection that is closed for sure, and a generator over paginated data.

    python3 pages.py > pages.txt
"""
import asyncio

PAGES = [["apple", "banana"], ["cherry", "date"], ["elder"]]


class Connection:
    async def __aenter__(self):
        await asyncio.sleep(0.001)
        print("connected")
        return self

    async def __aexit__(self, *why):
        await asyncio.sleep(0.001)
        print("disconnected")

    async def page(self, number):
        await asyncio.sleep(0.001)
        print("page", number)
        return PAGES[number] if number < len(PAGES) else []


async def fruits(connection):
    number = 0
    while page := await connection.page(number):
        for fruit in page:
            yield fruit
        number += 1


async def main():
    async with Connection() as connection:
        async for fruit in fruits(connection):
            print(fruit)


asyncio.run(main())
