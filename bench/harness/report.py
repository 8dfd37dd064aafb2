"""report.py: what is written of results: tables in Markdown, and plots by gnuplot."""
import shutil
import subprocess
from dataclasses import dataclass

import cases
from stats import exponent


@dataclass(frozen=True)
class Column:
    title: str
    case: str
    size: int
    metric: str
    unit: str
    scale: float = 1.0


def number(x):
    """Two digits behind the point where it is small, none where it is large."""
    if abs(x) >= 100:
        return f"{x:,.0f}".replace(",", "\u202f")
    return f"{x:.{2 if abs(x) < 10 else 1}f}"


def ratio_text(r):
    value, low, high = r
    return number(value) if low == high else f"{number(value)} ({number(low)}–{number(high)})"


def table(results, rows, columns):
    """The first row's medians with their spread, and under them the others as ratios to it."""
    base = rows[0].title
    lines = ["| | " + " | ".join(c.title for c in columns) + " |", "|---|" + "---:|" * len(columns)]
    cells = []
    for c in columns:
        value = results.median(c.case, c.size, base, c.metric)
        cells.append("–" if value is None else
                     f"{number(value * c.scale)}{' ' * bool(c.unit)}{c.unit} ±{100 * results.spread(c.case, c.size, base, c.metric):.0f} %")
    lines.append(f"| **{base}** | " + " | ".join(cells) + " |")
    for row in rows[1:]:
        cells = []
        for c in columns:
            r = results.ratio(c.case, c.size, row.title, base, c.metric)
            why = results.missing.get((c.case, row.title))
            cells.append("× " + ratio_text(r) if r else f"missing: {why}" if why else "–")
        if len(set(cells)) == 1 and len(cells) > 1 and cells[0].startswith("missing"):
            cells = [cells[0]] + [""] * (len(cells) - 1)
        lines.append(f"| {row.title} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


# ---- one table of all --------------------------------------------------------------------

# Peers by what the reader calls them, and the columns: title, case, its rows, metric, unit, scale.
NAMES = {"cede": "cede", "hand": "by hand", "io_uring": "io_uring by hand", "libev": "libev", "libevent": "libevent",
         "libuv": "libuv", "asio": "Asio", "cpp20": "C++20 coroutines", "rust": "Rust, minimal executor", "tokio": "tokio",
         "go": "Go", "uvloop": "uvloop", "asyncio": "asyncio"}
SUMMARY = (
    ("echo, CPU per request", "echo", cases.ECHO, "cpu_ns", "µs", 1e-3),
    ("idle connection", "idle", cases.LENT_FIRST, "bytes", "bytes", 1.0),
    ("sleeping task", "sleepers", cases.SLEEPERS, "bytes", "bytes", 1.0),
    ("yield", "switch/yield", cases.SWITCH, "cpu_ns", "ns", 1.0),
    ("await, done at once", "switch/child", cases.SWITCH, "cpu_ns", "ns", 1.0),
    ("ping-pong", "switch/queue", cases.SWITCH, "cpu_ns", "ns", 1.0),
    ("spawn + join", "switch/spawn", cases.SWITCH, "cpu_ns", "ns", 1.0),
    ("timer: add + cancel", "timers/add_cancel", cases.TIMERS, "cpu_ns", "ns", 1.0),
    ("timer: expire", "timers/expire", cases.TIMERS, "cpu_ns", "ns", 1.0),
)


def summary(results):
    """Of each peer its first program; echo with 50 connections."""
    columns = []
    for title, case, rows, metric, unit, scale in SUMMARY:
        sizes = results.sizes(case)
        if sizes:
            first = {}
            for row in rows:
                first.setdefault(row.peer, row.title)
            columns.append((title, case, 50 if 50 in sizes else sizes[0], first, metric, unit, scale))
    if len(columns) < 2:
        return None
    lines = ["| | " + " | ".join(c[0] for c in columns) + " |", "|---|" + "---:|" * len(columns)]
    for peer, name in NAMES.items():
        cells = []
        for _, case, size, first, metric, unit, scale in columns:
            title = first.get(peer)
            value = results.median(case, size, title, metric)
            ratio = results.ratio(case, size, title, first["cede"], metric) if title else None
            cells.append("missing" if (case, title) in results.missing else "" if not ratio else
                         f"{number(value * scale)} {unit}" if peer == "cede" else f"× {number(ratio[0])}")
        lines.append(f"| {'**cede**' if peer == 'cede' else name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


# ---- the tables --------------------------------------------------------------------------

def echo_columns(size):
    return [Column("CPU/request", "echo", size, "cpu_ns", "µs", 1e-3),
            Column("requests/s", "echo", size, "requests/s", ""),
            *[Column(f"{p} %", "echo", size, f"p{p}_us", "µs") for p in ("50", "99", "99.9")]]


def columns_of(results, prefix, names, metric="cpu_ns", unit="ns"):
    return [Column(title, f"{prefix}/{name}", results.sizes(f"{prefix}/{name}")[0], metric, unit)
            for name, title in names.items() if results.sizes(f"{prefix}/{name}")]


def single(results, case, *columns):
    return [Column(title, case, size, metric, unit, scale)
            for size in results.sizes(case) for title, metric, unit, scale in columns]


def sections(results):
    """(title, what to know, rows, columns) of each table that there are samples for."""
    for n in results.sizes("echo"):
        yield (f"TCP echo, 64 bytes, {n} connections" if n > 1 else "TCP echo, 64 bytes, 1 connection",
               "Processor time is the server's. More requests per second is better, less of all else.",
               cases.ECHO, echo_columns(n))
    counted = [Column(f"instructions, {n} conn.", "instructions", n, "instructions", "") for n in results.sizes("instructions")] + \
        [Column(title, "calls", n, metric, "") for n in results.sizes("calls")
         for metric, title in (("calls", "system calls"), ("waits", "and waits"))]
    yield ("TCP echo, counted per message", "User instructions by callgrind, which cannot run all, and system calls by strace with "
           "50 connections; those of io_uring by hand are no waits by name, but that is what they are.", cases.ECHO, counted)
    memory = single(results, "idle", ("bytes", "bytes", "", 1.0))
    if memory:
        yield "An idle connection", "Bytes of the server's process.", cases.LENT_FIRST, memory
    yield ("Switches", "Processor time of one.", cases.SWITCH, columns_of(results, "switch", cases.SWITCH_NAMES))
    yield ("Timers", "Processor time of one operation.", cases.TIMERS, columns_of(results, "timers", cases.TIMERS_NAMES))
    yield ("A sleeping task", "", cases.SLEEPERS,
           single(results, "sleepers", ("bytes", "bytes", "", 1.0), ("start it, CPU", "cpu_ns", "ns", 1.0)))
    yield ("The Redis protocol server", "Of redis-benchmark with 50 clients; more requests per second is better.",
           cases.KV, [c for case, title in (("kv", ""), ("kv-P16", ", -P 16")) for c in single(
               results, case, ("SET/s" + title, "set/s", "", 1.0), ("GET/s" + title, "get/s", "", 1.0),
               ("CPU/request" + title, "cpu_ns", "µs", 1e-3))])
    for size in results.sizes("cedec"):
        yield (f"cedec, a file with {size} async functions", "Lines are those that the compiler sees.", cases.CEDEC,
               [Column("lines/s", "cedec", size, "lines/s", ""), Column("memory", "cedec", size, "rss_bytes", "MB", 1e-6)])
    wraps = [Column(title, f"wrap/{name}", results.sizes(f"wrap/{name}")[0], "cpu_ms", "ms")
             for name, title in (("ordinary", "ordinary C"), ("includes", "includes cede.h, no async function"),
                                 ("async", "async functions; cc: their generated code"))
             if results.sizes(f"wrap/{name}")]
    yield ("What a build pays", "Processor time of a compile, -O2.", tuple(reversed(cases.WRAP)), wraps)


def frames(results):
    """Shapes of bench/frames below each other, programs beside each other."""
    titles = [row.title for row in cases.FRAMES]
    shapes = [key[3] for key in results.samples if key[0] == "frames" and key[2] == titles[0]]
    lines = ["| | " + " | ".join(titles) + " |", "|---|" + "---:|" * len(titles)]
    for shape in shapes:
        values = [results.median("frames", 1, title, shape) for title in titles]
        lines.append(f"| {shape} | " + " | ".join("–" if v is None else f"{v:.0f}" for v in values) + " |")
    return "\n".join(lines) if shapes else None


def growth(results):
    lines = ["| | | one, at the smallest size | 10× | 100× | 1000× | all of n grow as |", "|---|---|---:|---:|---:|---:|---:|"]
    for case in cases.GROWTH:
        sizes = results.sizes(case.name)
        for row in case.rows:
            costs = {n: results.median(case.name, n, row.title, "cpu_ns") for n in sizes}
            costs = {n: cost for n, cost in costs.items() if cost}
            if not costs:
                why = results.missing.get((case.name, row.title))
                if why:
                    lines.append(f"| {case.title} | {row.title} | missing: {why} | | | | |")
                continue
            first = costs[min(costs)]
            cells = [f"× {number(cost / first)}" for n, cost in costs.items() if n != min(costs)]
            k = exponent(costs)
            lines.append(f"| {case.title} | {row.title} | {number(first)} ns | " + " | ".join((cells + ["", "", ""])[:3])
                         + (f" | n^{k:.2f} |" if k else " | |"))
    return "\n".join(lines) if len(lines) > 2 else None


def write(results, facts, exact, directory):
    """report.md and the plots; facts: (what, text) of the machine and the run."""
    parts = ["# cede and what else one would take", "", "How to read this: bench/README.md.", "",
             *[f"- {what}: {text}" for what, text in facts], ""]
    short = summary(results)
    if short:
        parts += ["## In short", "", "cede's figures, and what else takes times that; echo with 50 connections.", "", short, ""]
    for title, what, rows, columns in sections(results):
        if columns:
            rounds = sorted({len(results.values(c.case, c.size, rows[0].title, c.metric)) for c in columns})
            what = f"{what} Rounds: {'–'.join(str(n) for n in (rounds[0], rounds[-1])[:len(rounds)])}.".strip()
            parts += [f"## {title}", "", what, "", table(results, rows, columns), ""]
    framed = frames(results)
    if framed:
        parts += ["## Frames", "", "Bytes of the shapes of bench/frames, with everything that is awaited.", "", framed, ""]
    grown = growth(results)
    if grown:
        parts += ["## Growth", "", "What one costs among n, as processor time; n^1.00: the same among any number.", "", grown, ""]
    if exact:
        parts += ["## Exact figures", "", *exact, ""]
    if results.missing:
        parts += ["## Missing", "", *[f"- {case}, {row}: {why}" for (case, row), why in results.missing.items()], ""]
    plots = draw(results, directory)
    parts += [f"![{name}]({name}.svg)" for name in plots]
    if not shutil.which("gnuplot"):
        parts.append("No plots: gnuplot is not installed (gnuplot-nox).")
    (directory / "report.md").write_text("\n".join(parts) + "\n")


# ---- the plots ---------------------------------------------------------------------------

HEAD = """set terminal svg size {width},{height} dynamic noenhanced font 'sans-serif,12' background rgb 'white'
set output '{path}'
set title "{title}"
set ylabel "{ylabel}"
set grid ytics lc rgb '#dddddd'
set border 3
set tics nomirror
set key outside right top
"""

CLUSTERS = """set style data histogram
set style histogram errorbars gap 1 lw 1
set style fill solid 0.85 border -1
set bars 0.5
set xtics rotate by 25 right
set lmargin 12
set bmargin 6
"""


def quoted(text):
    return '"' + text.replace('"', "'") + '"'


def gnuplot(script):
    subprocess.run(["gnuplot"], input=script, text=True, check=True)


def clustered(path, title, ylabel, groups, series, value, logarithmic):
    """Bars of each of the series in each of the groups; value(group, one) -> (median, low, high)."""
    ratios = ylabel.startswith("times")
    data, drawn = [], []
    for one in series:
        values = [value(g, one) for g in groups]
        if not any(values):
            continue
        lines = [f"{quoted(str(g))} " + ("{} {} {}".format(*v) if v else "NaN NaN NaN") for g, v in zip(groups, values)]
        data.append(f"$d{len(data)} << EOD\n" + "\n".join(lines) + "\nEOD\n")
        drawn.append(f"$d{len(data) - 1} using 2:3:4:xtic(1) title {quoted(str(one))} lc {len(data)}")
    if drawn:
        gnuplot(HEAD.format(width=960, height=420, path=path, title=title, ylabel=ylabel) + CLUSTERS
                + ("set logscale y\n" if logarithmic else "set yrange [0:*]\n") + "".join(data) + "plot " + ", ".join(drawn) + (", 1 with lines lc rgb 'black' dt 2 notitle" if ratios else "") + "\n")
    return bool(drawn)


def lines(path, title, xlabel, ylabel, curves):
    """curves: title -> [(x, y)], both axes logarithmic."""
    data = "".join(f"$d{i} << EOD\n" + "\n".join(f"{x} {y}" for x, y in points) + "\nEOD\n"
                   for i, points in enumerate(curves.values()))
    drawn = ", ".join(f"$d{i} using 1:2 with linespoints pt 7 ps 0.5 lc {i + 1} title {quoted(t)}" for i, t in enumerate(curves))
    gnuplot(HEAD.format(width=960, height=520, path=path, title=title, ylabel=ylabel)
            + f'set xlabel "{xlabel}"\nset logscale xy\n' + data + "plot " + drawn + "\n")


def draw(results, directory):
    """Gives the names of the plots."""
    if not shutil.which("gnuplot"):
        return []
    drawn = []

    def bars(name, title, ylabel, groups, series, value, logarithmic=False):
        if groups and clustered(directory / f"{name}.svg", title, ylabel, groups, series, value, logarithmic):
            drawn.append(name)

    base = cases.ECHO[0].title
    echo_rows = [r.title for r in cases.ECHO]
    bars("echo", "TCP echo, 64 bytes: the server's processor time per request", "times cede's",
         echo_rows[1:], [f"{n} connections" for n in results.sizes("echo")],
         lambda row, n: results.ratio("echo", int(n.split()[0]), row, base, "cpu_ns"))
    if results.sizes("echo"):
        busy = max(n for n in results.sizes("echo") if n <= 1000)
        bars("latency", f"TCP echo, 64 bytes, {busy} connections: time to the answer", "µs", echo_rows,
             ["50 %", "99 %", "99.9 %"],
             lambda row, p: (lambda m: m and (m, m, m))(results.median("echo", busy, row, f"p{p.split()[0]}_us")), True)
    for name, title, rows, names in (("switch", "Switches: processor time", cases.SWITCH, cases.SWITCH_NAMES),
                                     ("timers", "Timers: processor time", cases.TIMERS, cases.TIMERS_NAMES)):
        columns = {c.title: c for c in columns_of(results, name, names)}
        bars(name, title, "times cede's", list(columns), [r.title for r in rows[1:]],
             lambda group, row: results.ratio(columns[group].case, columns[group].size, row, "cede", "cpu_ns"), True)
    for name, title, rows in (("idle", "An idle connection: bytes of the server's process", cases.ECHO),
                              ("sleepers", "A sleeping task: bytes", cases.SLEEPERS)):
        for size in results.sizes(name):
            bars(name, title, "bytes", [r.title for r in rows], ["bytes"],
                 lambda row, metric: (lambda m: m and m > 0 and (m, m, m))(results.median(name, size, row, metric)), True)
    curves = {}
    for case in cases.GROWTH:
        points = [(n, results.median(case.name, n, case.rows[0].title, "cpu_ns")) for n in results.sizes(case.name)]
        if any(y for _, y in points):
            curves[case.title] = [(x, y) for x, y in points if y]
    if curves:
        lines(directory / "growth.svg", "cede: what one costs among n", "n", "processor time of one, ns", curves)
        drawn.append("growth")
    return drawn
