"""scenario.py: what scenario.h tells, for coroutines: run.py's arguments, then SCENARIO SIZE."""
import os
import resource
import sys
import time

from run import run


def rss_bytes():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * resource.getpagesize()


def scenario_main(scenarios):
    """scenarios: name -> coroutine function of a size that gives a sum, or (sum, bytes)."""
    async def measure(name, size):
        n = int(size)
        begin = time.process_time_ns()
        result = await scenarios[name](n)
        took = time.process_time_ns() - begin
        total, *grown = result if isinstance(result, tuple) else (result,)
        print(f"cpu_ns {took / n:.3f}\nsum {total}")
        for bytes in grown:
            print(f"bytes {bytes / n:.1f}")
        sys.stdout.flush()
        os._exit(0)                     # what sleeps, sleeps for ever

    run(measure)
