"""cases.py: what is measured: the table of cases, and how one sample of each is taken.

A case has rows, each a peer's program, and sizes. A sample is what one run of one program
gives: metric -> value. Samples are taken in rounds, in each round one of every row in random
order, so what else the machine does meets all of them, and samples of a round are a pair.
"""
import re
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Callable

from programs import BENCH, ROOT, Failed, Server, free_port, parse, run, run_and_account


@dataclass(frozen=True)
class Row:
    """A program that is measured."""
    peer: str
    title: str
    program: str = ""               # where it is not the case's
    arguments: tuple = ()


@dataclass(frozen=True)
class Case:
    name: str
    title: str
    rows: tuple
    sample: Callable                # (Context, Row, size) -> {metric: value}
    sizes: tuple                    # of a full run
    quick_sizes: tuple
    rounds: tuple                   # of a full run, of a quick one
    size_of: str = ""               # what a size counts
    program: str = ""
    quick_seconds: int = 5          # of a quick run: no more rounds of a size after that


@dataclass
class Context:
    programs: object
    quick: bool
    scratch: Path = field(default_factory=lambda: Path(tempfile.mkdtemp()))

    def command(self, case_program, row):
        return self.programs.find(row.peer, row.program or case_program) + list(row.arguments)


# ---- echo -----------------------------------------------------------------------------

ECHO = (
    Row("cede", "cede, examples/echo.c", arguments=("0",)),
    Row("cede", "cede, lent buffers", "echo_lent", ("0",)),
    Row("hand", "epoll by hand"),
    Row("io_uring", "io_uring by hand"),
    Row("libev", "libev"),
    Row("libevent", "libevent"),
    Row("libuv", "libuv, uv_try_write"),
    Row("libuv", "libuv, uv_write", arguments=("write",)),
    Row("asio", "Asio, coroutines"),
    Row("tokio", "tokio"),
    Row("go", "Go"),
    Row("uvloop", "uvloop, streams"),
    Row("asyncio", "asyncio, streams"),
)

# An idle connection is compared with cede's that has no buffer while it waits.
LENT_FIRST = ECHO[1::-1] + ECHO[2:]


def load(context):
    return str(context.programs.bench / "load")


def echo(context, row, connections):
    milliseconds = "200" if context.quick else "500"
    return parse(run([load(context), "-c", str(connections), "-t", milliseconds] + context.command("echo", row)))


def idle(context, row, connections):
    """Beyond the first thousand, so that what a server has once does not count."""
    def rss(n):
        return parse(run([load(context), "-i", "-c", str(n)] + context.command("echo", row)))["rss_bytes"]

    return {"bytes": max(0, rss(1000 + connections) - rss(1000)) / connections}


# By processor instructions and system calls: what callgrind can run, and strace.
COUNTED = tuple(r for r in ECHO if r.peer not in ("io_uring", "go", "uvloop", "asyncio"))


def counted(function, metrics):
    """A sample's function: what a function of lib.sh counts, per message."""
    def sample(context, row, connections):
        said = run(["sh", "-c", f'bench=bench bin=$1; shift; . bench/lib.sh; {function} "$@"', "sh",
                    str(context.programs.bench), str(connections)] + context.command("echo", row), 300).split()
        if len(said) != len(metrics):
            raise Failed("could not be counted")
        return dict(zip(metrics, map(float, said)))

    return sample


# ---- within a process -----------------------------------------------------------------

def scenario(program, name):
    """A sample's function: PROGRAM NAME SIZE, as peers/scenario.h says."""
    def sample(context, row, size):
        if row.peer in ("asyncio", "uvloop"):
            size = max(1, size // 50)           # enough for what takes that much longer
        return parse(run(context.command(program, row) + [name, str(size)]))

    return sample


SWITCH = (
    Row("cede", "cede"),
    Row("hand", "by hand"),
    Row("cpp20", "C++20, task by hand"),
    Row("rust", "Rust, minimal executor"),
    Row("tokio", "tokio"),
    Row("go", "Go"),
    Row("asyncio", "asyncio"),
)

TIMERS = (
    Row("cede", "cede"),
    Row("hand", "by hand, 4-ary heap"),
    Row("hand", "by hand, wheel", "timers_wheel"),
    Row("libev", "libev"),
    Row("libevent", "libevent"),
    Row("libuv", "libuv"),
)

SLEEPERS = (
    Row("cede", "cede"),
    Row("hand", "by hand"),
    Row("libev", "libev, timer only", "timers"),
    Row("libevent", "libevent, timer only", "timers"),
    Row("libuv", "libuv, timer only", "timers"),
    Row("asio", "Asio, coroutines"),
    Row("tokio", "tokio"),
    Row("go", "Go"),
    Row("asyncio", "asyncio"),
)

# ---- frames ---------------------------------------------------------------------------

FRAMES = (Row("cede", "cede"), Row("rust", "Rust"), Row("cpp20", "C++20"))


def frames(context, row, _):
    """Bytes of each shape of bench/frames."""
    return parse(run(context.command("frames", row)))


# ---- kv -------------------------------------------------------------------------------

KV = (Row("cede", "cede, examples/kv.c", arguments=("0",)), Row("redis", "redis-server"))


def kv_server(context, row):
    command = context.command("kv", row)
    if row.peer != "redis":
        return Server(command)
    port = free_port()
    return Server(command + ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
                             "--io-threads", "1", "--dir", str(context.scratch)], port)


def redis_benchmark(server, *arguments):
    """Requests per second of each command."""
    said = run(["redis-benchmark", "-p", str(server.port), "--csv", *arguments])
    rates = {name: float(rate) for name, rate in re.findall(r'^"(SET|GET)","([\d.]+)"', said, re.M)}
    if not rates:
        raise Failed("redis-benchmark says " + said.strip())
    return rates


def kv(pipeline):
    def sample(context, row, clients):
        n = 20000 * (5 if pipeline > 1 else 1) * (1 if context.quick else 5)
        with kv_server(context, row) as server:
            before = server.cpu_ns()
            rates = redis_benchmark(server, "-t", "set,get", "-n", str(n), "-c", str(clients), "-P", str(pipeline))
            cpu_ns = server.cpu_ns() - before
        return {"set/s": rates["SET"], "get/s": rates["GET"], "cpu_ns": cpu_ns / (2 * n)}

    return sample


def kv_keys(context, row, keys):
    """A get of a random one of that many keys."""
    with kv_server(context, row) as server:
        redis_benchmark(server, "-t", "set", "-r", str(keys), "-n", str(3 * keys), "-P", "64")
        before = server.cpu_ns()
        redis_benchmark(server, "-t", "get", "-r", str(keys), "-n", "100000", "-P", "64")
        return {"cpu_ns": (server.cpu_ns() - before) / 100000}


# ---- cedec ----------------------------------------------------------------------------

CEDEC = (Row("cede", "cedec"),)
WRAP = (Row("cede", "cedec --wrap cc"), Row("cc", "cc"))
FLAGS = ["-O2", "-D_GNU_SOURCE", "-Iinclude", "-Iexamples", "-Ibench/peers"]


def cedec_program(context):
    return str(context.programs.build / "gen/cedec")


def cedec(context, row, functions):
    """A file of that many async functions of some 30 lines; lines are those the compiler sees."""
    source, seen = context.scratch / f"big{functions}.c", context.scratch / f"big{functions}.i"
    if not seen.exists():
        source.write_text(run(["python3", str(BENCH / "generator/big.py"), str(functions)]))
        run(["cc", "-E", "-dD", "-DCEDE__CEDEC=1", "-Iinclude", str(source), "-o", str(seen)])
    lines = seen.read_bytes().count(b"\n")
    seconds, rss = run_and_account([cedec_program(context), str(source), "--preprocessed", str(seen),
                                    "-o", str(context.scratch / "big.out.c")])
    return {"lines/s": lines / seconds, "cpu_ns": seconds * 1e9 / functions, "rss_bytes": rss,
            "minutes": seconds / 60 / lines * 1e6}


def wrap(source, generated=False):
    """generated: cc compiles what cedec has made of it."""
    def sample(context, row, times):
        what = source
        if row.peer == "cc" and generated:
            what = str(context.scratch / "generated.c")
            run([cedec_program(context), source, "-o", what, "--", "cc"] + FLAGS)
        command = ([cedec_program(context), "--wrap"] if row.peer == "cede" else []) + \
            ["cc", *FLAGS, "-c", what, "-o", str(context.scratch / "out.o")]
        return {"cpu_ms": sum(run_and_account(command)[0] for _ in range(times)) * 1e3 / times}

    return sample


# ---- the table ------------------------------------------------------------------------

def scenarios(program, rows, names, sizes, quick_sizes, rounds, size_of):
    return [Case(f"{program}/{name}", title, rows, scenario(program, name), sizes, quick_sizes, rounds, size_of, program)
            for name, title in names.items()]


SWITCH_NAMES = {
    "yield": "yield",
    "child": "await, done at once",
    "deep": "yield under 10 awaits",
    "chain": "10 awaits rebuilt per yield",
    "queue": "ping-pong, queues of 1",
    "spawn": "spawn + join",
}
TIMERS_NAMES = {
    "add_cancel": "add + cancel",
    "move": "move a random one",
    "start": "start",
    "expire": "expire",
}
GROWTH_NAMES = {
    "tasks": "yield among n tasks",
    "group": "a group of n: spawn, run, end",
    "cancel": "a group of n: cancel",
    "event": "n tasks wait for one event",
    "depth": "a recursion of n awaits",
}

THOUSANDS = (1000, 10000, 100000, 1000000)
CONNECTIONS = (8, 80, 800, 8000)
ONLY_CEDE = (Row("cede", "cede"),)

CASES = [
    Case("echo", "TCP echo, 64 bytes", ECHO, echo, (1, 50, 1000, 8000), (1, 50, 8000), (40, 5), "connections", "echo", 35),
    *scenarios("switch", SWITCH, SWITCH_NAMES, (1000000,), (200000,), (40, 5), "times"),
    *scenarios("timers", TIMERS, {k: TIMERS_NAMES[k] for k in ("add_cancel", "move")}, (100000,), (100000,), (15, 3),
               "outstanding"),
    *scenarios("timers", TIMERS, {k: TIMERS_NAMES[k] for k in ("start", "expire")}, (1000000,), (200000,), (15, 3), "timers"),
    Case("instructions", "instructions", COUNTED, counted("echo_instructions", ("instructions",)), (1, 50), (), (1, 0),
         "connections", "echo"),
    Case("calls", "system calls", ECHO, counted("echo_calls", ("calls", "waits")), (50,), (), (1, 0), "connections", "echo"),
    Case("idle", "idle connection", LENT_FIRST, idle, (7000,), (3000,), (3, 1), "connections", "echo"),
    Case("sleepers", "sleeping task", SLEEPERS, scenario("sleepers", "sleepers"), (1000000,), (100000,), (3, 1), "tasks",
         "sleepers"),
    Case("frames", "frames", FRAMES, frames, (1,), (1,), (1, 1), program="frames"),
    Case("kv", "examples/kv, one request a time", KV, kv(1), (50,), (50,), (15, 3), "clients", "kv"),
    Case("kv-P16", "examples/kv, 16 requests a time", KV, kv(16), (50,), (50,), (15, 3), "clients", "kv"),
    Case("cedec", "cedec", CEDEC, cedec, (500, 8000), (500, 2000), (5, 1), "async functions"),
    Case("wrap/ordinary", "ordinary C", WRAP, wrap("bench/peers/hand/echo.c"), (10,), (3,), (15, 3), "compiles"),
    Case("wrap/includes", "includes cede.h", WRAP, wrap("examples/kv_commands.c"), (10,), (2,), (15, 3), "compiles"),
    Case("wrap/async", "async functions, cc: generated", WRAP, wrap("examples/kv.c", True), (10,), (2,), (15, 3), "compiles"),
]

# The same at 10, 100 and 1000 times the size.
GROWTH = [
    Case("growth/echo", "echo, n connections", ECHO[:3], echo, CONNECTIONS, CONNECTIONS, (5, 1), "connections", "echo"),
    *[Case(f"growth/{name}", title, ONLY_CEDE, scenario("growth", name), THOUSANDS, THOUSANDS, (5, 1), "n", "growth")
      for name, title in GROWTH_NAMES.items()],
    *[Case(f"growth/{name}", f"timers: {title}, n of them", TIMERS, scenario("timers", name), THOUSANDS, THOUSANDS, (5, 1),
           "timers", "timers") for name, title in TIMERS_NAMES.items()],
    Case("growth/sleepers", "n sleeping tasks", SLEEPERS[:2], scenario("sleepers", "sleepers"), THOUSANDS, THOUSANDS, (5, 1),
         "tasks", "sleepers"),
    Case("growth/kv", "kv: get among n keys", KV, kv_keys, THOUSANDS, THOUSANDS[:3], (3, 1), "keys", "kv"),
    Case("growth/cedec", "cedec, n async functions", CEDEC, cedec, (16, 160, 1600, 16000), (16, 160, 1600), (3, 1),
         "async functions"),
]
