"""run.py: runs a coroutine on asyncio's loop, or on uvloop's where the first argument says so."""
import asyncio
import sys


def run(make):
    """make(arguments) gives the coroutine."""
    kind, *arguments = sys.argv[1:]
    if kind == "uvloop":
        import uvloop
        uvloop.install()
    asyncio.run(make(*arguments))
