"""Several requests at once, and their answers in order.

    python3 handlers.py > handlers.txt
"""
import asyncio


async def handle(name, ms):
    print(f"{name}: begins")
    await asyncio.sleep(ms / 1000)
    print(f"{name}: done")
    return ms * len(name)


async def main():
    users, orders, prices = await asyncio.gather(
        handle("users", 60), handle("orders", 1), handle("prices", 30))
    print(users, orders, prices)


asyncio.run(main())
