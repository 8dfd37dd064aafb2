#!/bin/sh
# run.sh CEDEC COMPILER
#
# What survives an await. In each file here, an async function whose name begins with
# kept_ must have its local x, or the value that a return has given, in the frame, in one that begins with lent_ it must not be
# there: that is read from the comment that cedec writes above each.
#
# Exit status 0: all as expected; 1: not.
set -u
cedec=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
compiler="$2 -std=gnu11 -I../../../include -w"
status=0

for file in ./*.c; do
    if ! "$cedec" "$file" -o "$work/out.c" -- $compiler || ! $compiler -I. -c "$work/out.c" -o "$work/out.o"; then
        echo "FAIL $file: is not generated, or does not compile"
        status=1
        continue
    fi
    case $file in
    ./quiet.c)
        for level in -O1 -O2 -Os; do
            $2 -std=gnu11 -I../../../include $level -Wall -Wextra -Werror -c "$work/out.c" -o "$work/out.o" || status=1
        done ;;
    esac
    awk -v file="$file" '
        /^\/\* .*, line [0-9]+$/ { keeps = 0 }
        /^ \*   at / && /; keeps (.*, )?(x|cede__value)(,|$)/ { keeps = 1 }
        /^(static )?cede_status (kept|lent)_[a-z0-9_]*__step\(void \*cede__frame/ {
            match($0, /(kept|lent)_[a-z0-9_]*__step/)
            name = substr($0, RSTART, RLENGTH - 6)
            n++
            if (keeps != (name ~ /^kept/)) { print "FAIL " file ": " name (keeps ? " keeps x" : " does not keep x"); failed++ }
        }
        END { print file ": " n - failed " of " n " as expected"; exit failed > 0 || n == 0 }' "$work/out.c" || status=1
done
exit $status
