"""programs.py: the peers' programs: where they are, what they need, and how they are run."""
import os
import re
import signal
import socket
import subprocess
import time
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
ROOT = BENCH.parent

# What a peer's programs need. Those of cede and by hand are always there.
PACKAGES = {
    "io_uring": ["liburing-dev"],
    "libuv": ["libuv1-dev"],
    "libev": ["libev-dev"],
    "libevent": ["libevent-dev"],
    "asio": ["g++", "libboost-dev"],
    "cpp20": ["g++"],
    "rust": ["rustc-web"],
    "tokio": ["cargo-web", "librust-tokio-dev"],
    "go": ["golang-go"],
    "asyncio": ["python3"],
    "uvloop": ["python3-uvloop"],
    "redis": ["redis-server", "redis-tools"],
}


def package_version(package):
    """None: it is not installed."""
    out = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Status} ${Version}", package],
                         capture_output=True, text=True).stdout.split()
    return out[1] if len(out) == 2 and out[0] == "installed" else None


class Missing(Exception):
    """Why a program is not there."""


class Failed(Exception):
    """Why a program that is there gave nothing."""


class Programs:
    def __init__(self, build):
        self.build = Path(build).resolve()
        self.bench = self.build / "bench"

    def find(self, peer, case):
        """The command of a peer's program."""
        if peer in ("asyncio", "uvloop"):
            command = ["python3", str(BENCH / "peers/asyncio" / f"{case}.py"), peer]
        elif peer == "redis":
            command = ["redis-server"]
        else:
            command = [str(self.bench / "peers" / f"{peer}_{case}")]
        absent = [p for p in PACKAGES.get(peer, []) if package_version(p) is None]
        if absent and not (command[0].startswith("/") and Path(command[0]).exists()):
            raise Missing("needs " + " ".join(absent))
        if command[0].startswith("/") and not Path(command[0]).exists():
            raise Missing(f"was not built, see {self.build}/bench.log")
        return command


def run(command, timeout_s=120):
    """What it prints; `METRIC VALUE` lines are for parse."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=timeout_s)
    except subprocess.TimeoutExpired:
        raise Failed(f"took more than {timeout_s} s") from None
    if done.returncode:
        raise Failed((done.stderr.strip().splitlines() or [f"exit status {done.returncode}"])[-1])
    return done.stdout


def parse(text):
    return {line.split()[0]: float(line.split()[1]) for line in text.splitlines()}


def run_and_account(command, timeout_s=300):
    """Runs it and gives its and its children's processor time in s, and the largest one's
    resident bytes."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise Failed((said.decode().strip().splitlines() or ["failed"])[-1])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


class Server:
    """A server that runs while the block does. with Server(command) as s: s.port, s.cpu_ns()"""

    def __init__(self, command, port=None):
        self.command, self.port = command, port

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        if self.port is None:
            said = re.search(r":(\d+)$", self.process.stdout.readline().strip())
            if not said:
                self.__exit__()
                raise Failed("the server does not say its port")
            self.port = int(said[1])
        for _ in range(500):
            with socket.socket() as s:
                if s.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            time.sleep(0.01)
        self.__exit__()
        raise Failed("the server does not listen")

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def cpu_ns(self):
        """Processor time of all its threads; the clock's number is the kernel's CPUCLOCK_SCHED."""
        return time.clock_gettime_ns(~self.process.pid << 3 | 2)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]
