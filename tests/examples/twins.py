"""twins.py FOLDER: runs each NAME.py of examples/asyncio and compares what it prints with
NAME.txt, which is committed. In one process, as most of the time is Python's start.

Exit status 0: all the same; 1: not; 77: this Python is too old for them."""
import contextlib, io, os, runpy, sys

if sys.version_info < (3, 11):
    print("asyncio.TaskGroup and asyncio.timeout came with Python 3.11")
    sys.exit(77)
folder, failures = sys.argv[1], 0
names = sorted(name[:-3] for name in os.listdir(folder) if name.endswith(".py"))
for name in names:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        runpy.run_path(os.path.join(folder, name + ".py"), run_name="__main__")
    expected = open(os.path.join(folder, name + ".txt"), encoding="utf-8").read()
    if printed.getvalue() != expected:
        failures += 1
        print("FAIL %s: it prints\n%s" % (name, printed.getvalue()))
print("%d of %d are the same" % (len(names) - failures, len(names)))
sys.exit(failures != 0 or not names)
