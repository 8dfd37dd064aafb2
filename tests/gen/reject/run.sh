#!/bin/sh
# run.sh CEDEC [NAME...]
#
# What cedec refuses: generates each NAME.c of this folder and compares
# its messages with NAME.txt, byte by byte. Where that has an error, the exit status
# must be 1 and no output may be left; else it must be 0, and the output must compile.
# An empty NAME.txt, by custom of a fine_….c, is about a false alarm. UPDATE=1 writes
# NAME.txt anew.
#
# Exit status 0: all as expected; 1: not.
set -u
cedec=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0 n=0
compiler="${CC:-gcc} -std=gnu11 -I../../../include"

complain() { echo "FAIL $name: $1"; failed=$((failed + 1)); }

[ $# -gt 0 ] || set -- $(ls ./*.c | sed 's,^\./,,; s,\.c$,,')
for name; do
    n=$((n + 1))
    rm -f "$work/out.c"
    "$cedec" "$name.c" -o "$work/out.c" -- $compiler 2> "$work/messages"
    status=$?
    sed -i 's,^\./,,' "$work/messages"      # clang's name for a header that lies beside the file
    [ -n "${UPDATE-}" ] && cp "$work/messages" "$name.txt"
    if ! cmp -s "$name.txt" "$work/messages"; then
        complain "< expected, > told"
        diff "$name.txt" "$work/messages"
    elif grep -q 'error:' "$name.txt"; then
        [ $status -eq 1 ] || complain "exit status $status"
        [ ! -e "$work/out.c" ] || complain "an output was left"
    elif [ $status -ne 0 ]; then
        complain "exit status $status"
    else
        $compiler -w -fsyntax-only "$work/out.c" || complain "the output does not compile"
    fi
done
echo "$((n - failed)) of $n as expected"
[ $failed -eq 0 ]
