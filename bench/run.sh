#!/bin/sh
# Measures cede beside everything that a user would take instead; README.md says how, and
# how to read what comes out.
#
#     sh bench/run.sh [--quick] [--only PREFIX]... [--pairs N]
#
# --quick: some minutes. --only: cases whose names begin so: echo, switch/yield, timers, kv…
# Installs as root what is missing of packages.txt, and of those in tests/packages.txt whose
# reason names bench/; otherwise, what a missing peer needs is said in its place. Builds in $CEDE_BENCH_BUILD, build-bench if that is not set; the report
# is in report/ there. Exit 1: a target of figures.txt was missed.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${CEDE_BENCH_BUILD:-build-bench}
PATH=/usr/bin:$PATH     # Debian's compilers, as in the list, whatever else there is
export PATH

missing=
for package in $(sed -n '/bench\//!d; /^#/d; s/#.*//p' tests/packages.txt) $(sed 's/#.*//' bench/packages.txt); do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
    echo "installing$missing" >&2
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } >/dev/null \
        || echo "not all of it could be installed" >&2
fi

# A peer that does not build is missing in the report; what is left of an older one, too.
[ -f "$build/build.ninja" ] && again=--reconfigure || again=
mkdir -p "$build"
meson setup $again "$build" --buildtype=release -Dbenches=enabled -Dtests=disabled -Dexamples=disabled \
    >"$build/bench.log" 2>&1 || { tail -n 30 "$build/bench.log" >&2; exit 1; }
ninja -k 0 -C "$build" >>"$build/bench.log" 2>&1 || echo "not everything was built, see $build/bench.log" >&2
exec python3 -B bench/harness/run.py "$build" "$@"
