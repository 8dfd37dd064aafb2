#!/bin/sh
# c23.sh CEDEC: programs in C23, compiled as they are with plain awaits and generated; both
# must print the same. With clang-19, the first compiler of Debian 12 that knows C23.
set -u
cedec=$1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
compiler="clang-19 -std=gnu23 -I$here -I$root/tests/support -I$root/include"
mkdir "$work/plain.out" "$work/generated.out"
failed=0

build() {       # OPTION PROGRAM SOURCES...
    option=$1 program=$2
    shift 2
    $compiler $option -D_GNU_SOURCE -I"$root/src" -I"$root/src/core" -w "$@" -lm -lpthread -o "$work/$program" || exit 1
}

for c in "$here"/c23/*.c; do
    name=$(basename "$c" .c)
    "$cedec" "$c" --fill-dead -o "$work/$name.c" -- $compiler || failed=1
    $compiler -Wall -Wextra -Werror -fsyntax-only "$work/$name.c" || failed=1
done
[ $failed = 0 ] || exit 1
build -DCORPUS_PLAIN plain "$here"/c23/*.c "$here/driver.c"
build -O1 generated "$work"/*.c "$here/driver.c" "$root"/src/core/*.c "$root"/src/sim/*.c "$root/src/port/posix.c" "$root/src/debug/instruments.c" "$root/src/loop/write_file.c"
(cd "$work" && ./plain plain.out && ./generated generated.out)
for log in "$work"/plain.out/*.log; do
    name=$(basename "$log")
    cmp "$log" "$work/generated.out/$name" || { diff "$log" "$work/generated.out/$name" | head -n 10; failed=1; }
done
exit $failed
