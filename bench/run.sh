#!/bin/sh
# Builds and runs the benchmarks, prints tables of ratios, and what the targets say.
#
#     sh bench/run.sh [--quick]
#
# --quick: short timed runs; the exact figures (instructions, system calls, bytes) are the
# same. Builds in $CEDE_BENCH_BUILD, build-bench if that is not set. Needs valgrind and
# strace for the exact figures and libuv1-dev for the comparison (tests/packages.txt), and
# rustc (Debian: rustc-web) for that of frames; what is missing is left out, and said. Exit 1: a target was missed or nothing could be
# measured. README.md tells what is measured and how.
set -u
cd "$(dirname "$0")/.." || exit 1

quick=0 rounds=5
case ${1-} in
--quick) quick=1 rounds=3 ;;
'') ;;
*) echo "usage: sh bench/run.sh [--quick]" >&2; exit 2 ;;
esac

build=${CEDE_BENCH_BUILD:-build-bench}
if [ ! -f "$build/build.ninja" ]; then
    meson setup "$build" --buildtype=release -Dbenches=enabled -Dtests=disabled -Dexamples=disabled >/dev/null || exit 1
fi
ninja -C "$build" >"$build/bench.log" 2>&1 || { tail -n 30 "$build/bench.log" >&2; exit 1; }
bin=$build/bench

bench=bench
. bench/lib.sh

missing=
for tool in valgrind strace; do
    have $tool || missing="$missing $tool"
done

# target NAME FIGURE: for the last table.
: >"$scratch/targets"
target() { printf '%s\t%s\t%s\n' "$(figure_column "$1" 4)" "$2" "$(figure_column "$1" 3)" >>"$scratch/targets"; }

. bench/switch/run.sh
. bench/echo/run.sh
. bench/memory/run.sh
. bench/frames/run.sh
. bench/timers/run.sh
. bench/generator/run.sh

echo
echo Targets
awk -F '\t' '$2 == "-" || $2 == "" { printf "  %-74s %8s %8s  not measured\n", $1, "-", $3; next }
             { bad = $2 > $3 + 0.005; missed += bad
               printf "  %-74s %8s %8s  %s\n", $1, $2, $3, bad ? "MISSED" : "ok" }
             END { exit missed > 0 }' "$scratch/targets"
status=$?
[ -z "$missing" ] || { echo "left out, not installed:$missing" >&2; status=1; }
exit $status
