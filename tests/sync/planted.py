"""planted.py SOURCES MODEL LIBRARY INCLUDE CC...

Plants each bug of planted.txt in a copy of its file below SOURCES, links the model checker
MODEL with it in place of the library's own, and has it run the primitive's scenarios: it
must report a difference. That proves of the checker that it would see such a bug, and of
the scenarios that they are enough for it.

Exit status 0: every bug was found; 1: not."""
import os, re, subprocess, sys, tempfile
from multiprocessing.pool import ThreadPool

sources, model, library, include = (os.path.abspath(p) for p in sys.argv[1:5])
cc = sys.argv[5:]


def blocks_of(path):
    for text in re.split(r"^== ", open(path, encoding="utf-8").read(), flags=re.M)[1:]:
        head, lines = text.split("\n", 1)
        place, primitive, bug = re.match(r"(\S+) (\w+): (.*)", head).groups()
        sign = lambda s: "".join(line[1:] + "\n" for line in lines.splitlines() if line.startswith(s))
        yield place, primitive, bug, sign("-"), sign("+")


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=120)


def plant(work, n, place, old, new):
    text = open(os.path.join(sources, place), encoding="utf-8").read()
    if text.count(old) != 1:
        return None, "the lines stand there %d times" % text.count(old)
    source = os.path.join(work, "%d.c" % n)
    with open(source, "w", encoding="utf-8") as f:
        f.write(text.replace(old, new))
    folders = ["-I" + include] + ["-I" + os.path.join(sources, d) for d in ("sync", "core")]
    made = run(*cc, "-std=gnu11", "-g", *folders, source, model, library, "-lpthread", "-o", source[:-2])
    return source[:-2], made.stdout if made.returncode else ""


def check(job):
    work, n, (place, primitive, bug, old, new) = job
    program, error = plant(work, n, place, old, new)
    if error:
        return "FAIL %s: %s\n%s" % (place, bug, error)
    said = run(program, primitive)
    if said.returncode != 1 or ", in this run:" not in said.stdout:
        return "FAIL %s: %s: not found (status %d)\n%s" % (place, bug, said.returncode, said.stdout)
    return "%s: %s: actor %s" % (place, bug, re.search(r"actor (.*), in this run:", said.stdout).group(1))


with tempfile.TemporaryDirectory() as work:
    blocks = list(blocks_of(os.path.join(os.path.dirname(os.path.abspath(__file__)), "planted.txt")))
    told = ThreadPool(2).map(check, [(work, n, b) for n, b in enumerate(blocks)])
missed = [line for line in told if line.startswith("FAIL")]
print("\n".join(told))
print("%d of %d planted bugs are found" % (len(told) - len(missed), len(told)))
sys.exit(bool(missed) or not told)
