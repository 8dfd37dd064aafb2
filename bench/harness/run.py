"""run.py BUILD [--quick] [--only PREFIX]... [--pairs N] [--report FILE]: takes all samples by
turns, and writes them, the tables and the plots to BUILD/report. run.sh calls it."""
import argparse
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import cases
import report
from programs import BENCH, PACKAGES, ROOT, Failed, Missing, Programs, package_version, run
from results import Results


def say(text):
    print(text, file=sys.stderr, flush=True)


# ---- samples ------------------------------------------------------------------------------

def rounds_of(case, options):
    return options.pairs or case.rounds[1 if options.quick else 0]


def measure(case, context, options, results):
    """Rounds of one sample of each row, in an order drawn anew; what fails is left out from
    then on, and said."""
    sizes = case.quick_sizes if options.quick else case.sizes
    alive = list(case.rows)
    for row in case.rows:
        try:
            if row.peer != "cc" and case.program:
                context.command(case.program, row)
        except Missing as why:
            results.missing[case.name, row.title] = str(why)
            alive.remove(row)
    dice = random.Random(1)
    begin = time.monotonic()
    for size in sizes:
        end = time.monotonic() + (case.quick_seconds if options.quick and not options.pairs else 86400)
        for turn in range(rounds_of(case, options)):
            if turn and time.monotonic() > end:
                break
            for row in dice.sample(alive, len(alive)):
                try:
                    results.add(case.name, size, row.title, turn, case.sample(context, row, size))
                except (Missing, Failed) as why:
                    results.missing[case.name, row.title] = f"{why} ({size} {case.size_of})"
                    alive.remove(row)
    say(f"{time.monotonic() - begin:6.1f} s  {case.name}")


def check_sums(results):
    """Programs that did the same give the same sum."""
    sums = {}
    for (case, size, row, metric), values in results.samples.items():
        if metric == "sum" and row not in ("asyncio",):         # which does less of it
            sums.setdefault((case, size), set()).update(values.values())
    for (case, size), different in sums.items():
        if len(different) > 1:
            say(f"{case}, {size}: the sums differ: {sorted(different)}")


# ---- exact figures ----------------------------------------------------------------------------

def figures(results, build):
    """Those of figures.txt against their targets: lines of a table, and how many were missed.
    The figures that are tests are counted by the tests' script."""
    lines, missed = ["| | figure | target | |", "|---|---:|---:|---|"], 0
    for line in (BENCH / "figures.txt").read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        name, _, target, what = line.split(None, 3)
        if name == "lines":
            sizes = results.sizes("cedec")
            figure = results.median("cedec", sizes[-1], "cedec", "minutes") if sizes else None
        elif name == "wrap":
            sizes = results.sizes("wrap/ordinary")
            r = results.ratio("wrap/ordinary", sizes[0], "cedec --wrap cc", "cc", "cpu_ms") if sizes else None
            figure = r and r[0]
        else:
            said = subprocess.run(["sh", str(BENCH / "check.sh"), str(build / "bench"), name], capture_output=True, text=True).stdout
            last = said.strip().rsplit("\n", 1)[-1]
            figure = float(last.split(": ")[-1].split(",")[0]) if ", at most " in last else None
        if figure is None:
            lines.append(f"| {what} | – | {target} | not measured |")
            continue
        bad = figure > float(target) + 0.005
        missed += bad
        lines.append(f"| {what} | {figure:.4g} | {target} | {'missed' if bad else 'met'} |")
    return lines, missed


# ---- what ran where -------------------------------------------------------------------------

def output(command):
    try:
        return run(command).strip()
    except (Failed, OSError):
        return ""


def facts(options):
    model = next((l.split(": ", 1)[1].strip() for l in open("/proc/cpuinfo") if l.startswith("model name")), platform.machine())
    tools = {p: package_version(p) for packages in PACKAGES.values() for p in packages}
    return [
        ("command", "`sh bench/run.sh" + "".join(" " + a for a in options.said) + "`"),
        ("date", time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())),
        ("cede", output(["git", "-C", str(ROOT), "describe", "--always", "--dirty"]) or "not from git"),
        ("machine", f"{os.cpu_count()} processors, {model}; load {os.getloadavg()[0]:.1f} at the beginning"),
        ("kernel", platform.release()),
        ("compiler", (output(["gcc", "--version"]).splitlines() or ["?"])[0]),
        ("packages", ", ".join(f"{p} {v}" for p, v in sorted(tools.items()) if v)),
        ("missing", ", ".join(p for p, v in sorted(tools.items()) if not v) or "nothing"),
    ]


def main():
    arguments = argparse.ArgumentParser(prog="sh bench/run.sh")
    arguments.add_argument("build", type=Path, help=argparse.SUPPRESS)
    arguments.add_argument("--quick", action="store_true", help="fewer, shorter and smaller runs: some minutes")
    arguments.add_argument("--only", action="append", metavar="PREFIX", help="only cases whose names begin so; may be repeated")
    arguments.add_argument("--pairs", type=int, metavar="N", help="rounds of each case")
    options = arguments.parse_args()
    options.said = sys.argv[2:]

    os.chdir(ROOT)
    os.environ["GOMAXPROCS"] = "1"          # one thread each
    all_cases = cases.CASES + cases.GROWTH
    chosen = [c for c in all_cases if not options.only or any(c.name.startswith(p) for p in options.only)]
    if not chosen:
        sys.exit("no such case; there are " + " ".join(c.name for c in all_cases))

    context = cases.Context(Programs(options.build), options.quick)
    results, about = Results(), facts(options)
    begin = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    exact, missed = [], 0
    try:
        for case in chosen:
            measure(case, context, options, results)
        if not options.only:
            exact, missed = figures(results, options.build)
    except KeyboardInterrupt:
        about.append(("interrupted", "what is not here was not reached"))
        missed = 1
    finally:
        shutil.rmtree(context.scratch)
    check_sums(results)
    about.append(("took", f"{(time.monotonic() - begin) / 60:.1f} minutes"))

    directory = options.build / "report"
    directory.mkdir(exist_ok=True)
    results.save(directory / "samples.tsv")
    report.write(results, about, exact, directory)
    print((directory / "report.md").read_text())
    say(f"written: {directory}/report.md, samples.tsv and plots")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
