#!/bin/sh
# random.sh CEDEC LIBRARY INCLUDE FIRST LAST [WORK]
#
# Differential test with programs that nobody thought of: for each seed what
# random_program.py makes is built as plain C with gcc and generated with cedec, by turns
# for gcc and clang, at -O0 to -O2, and with --fill-dead; the outputs must agree and the
# generated code may not read what was not set. With the same seeds it is the same test.
#
# Exit status 0: all agree; 1: not. Programs that differ stay in WORK.
set -u
here=$(cd "$(dirname "$0")" && pwd)
cedec=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
library=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
include=$(cd "$3" && pwd)
seed=$4 last=$5
work=${6:-$(mktemp -d)}
mkdir -p "$work" && cd "$work" || exit 1
failed=0 n=0

fail() { echo "FAIL seed $seed: $1"; head -n 3 messages; failed=$((failed + 1)); }

# compare COMPILER WARNINGS OPTIONS-OF-CEDEC: true where the program is fine.
compare() {
    cc=$1 warnings=$2 options=$3
    if ! timeout 20 "$cedec" $options $seed.c -o $seed.gen.c -- "$cc" -std=gnu11 "-I$include" > messages 2>&1; then
        fail "cedec refuses it"
    elif ! "$cc" -std=gnu11 -O$((n % 3)) $warnings "-I$include" $seed.gen.c "$library" -lpthread -o $seed.run > messages 2>&1; then
        fail "it does not build"
    elif ! timeout 20 ./$seed.run > $seed.out 2> messages || ! cmp $seed.plain.out $seed.out >> messages; then
        fail "$cc $options: outputs differ"
    else
        return 0
    fi
    return 1
}

while [ "$seed" -le "$last" ]; do
    n=$((n + 1))
    python3 "$here/random_program.py" "$seed" > $seed.c || exit 1
    if ! gcc -std=gnu11 -w -DPLAIN $seed.c -o $seed.plain 2> messages || ! timeout 20 ./$seed.plain > $seed.plain.out; then
        fail "the plain program is no good"
    else
        case $((n % 4)) in
        0) compare gcc -Werror=maybe-uninitialized "" ;;
        1) compare clang -Werror=uninitialized "" ;;
        2) compare gcc -Werror=maybe-uninitialized --fill-dead ;;
        3) compare clang -Werror=sometimes-uninitialized --fill-dead ;;
        esac && rm -f $seed.*
    fi
    seed=$((seed + 1))
done
echo "$((n - failed)) of $n random programs agree"
[ $failed -eq 0 ] && [ $# -lt 6 ] && rm -rf "$work"
[ $failed -eq 0 ]
