#!/bin/sh
# run.sh CEDEC LIBRARY
#
# Two programs of real size, written as blocking C with the keywords added: each is
# built without the keywords, and generated in several ways, and given many inputs.
# Output and exit status must be the same.
#
# Exit status 0: they are; 1: not.
set -u
cedec=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
library=$(cd "$(dirname "$2")" && pwd)/$(basename "$2")
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0 n=0

warnings="-Wall -Wextra -Werror"

# ---- the programs, plain and generated ---------------------------------------------------

# plain PROGRAM SOURCE...
plain() {
    program=$1
    shift
    gcc -std=gnu11 -O1 $warnings -DREAL_PLAIN "-I$here" "$@" -lm -o "$program.plain" || exit 1
}

# generated NAME OPTION-OF-CEDEC COMPILER OPTIONS...: both programs
generated() {
    name=$1 option=$2
    shift 2
    for source in stream json/json interp/interp; do
        "$cedec" $option "$here/$source.c" -o "$(basename $source).$name.c" -- "$1" -std=gnu11 "-I$root/include" "-I$here" &&
            "$@" -std=gnu11 $warnings "-I$root/include" "-I$here" -c "$(basename $source).$name.c" || exit 1
    done
    for program in json interp; do
        "$@" "$program.$name.o" "stream.$name.o" "$library" -lpthread -lm -o "$program.$name" || exit 1
    done
}

plain json "$here/json/json.c" "$here/stream.c"
plain interp "$here/interp/interp.c" "$here/stream.c"
generated gcc "" gcc -O2
generated filled --fill-dead gcc -O0
generated clang "" clang -O1 -fsanitize=address,undefined -fno-sanitize-recover

# ---- inputs --------------------------------------------------------------------------------

mkdir json interp
for program in json interp; do
    awk -v to="$program/case_" '{ f = sprintf("%s%03d", to, NR); printf "%s", $0 > f; close(f) }' "$here/$program/cases.txt"
done
cp "$here"/interp/*.in interp
printf '"\377"' > json/bytes_1
printf '"\300\200"' > json/bytes_2
printf '"\355\240\200"' > json/bytes_3
printf '"\364\220\200\200"' > json/bytes_4
printf '"\360\237\230"' > json/bytes_5
printf '[\n  1,\r\n\t2,\n  x]\n' > json/lines
printf '"a\0b"' > json/nul
: > json/empty
: > interp/empty
awk 'BEGIN { for (i = 0; i < 150; i++) printf "[{\"a\":"; printf "1"; for (i = 0; i < 150; i++) printf "}]" }' > json/too_deep
awk 'BEGIN { for (i = 0; i < 99; i++) printf "[{\"a\":"; printf "1"; for (i = 0; i < 99; i++) printf "}]" }' > json/deep
awk 'BEGIN { printf "["; for (i = 0; i < 2000; i++) printf "{\"name %d\":%d,\"x\":[%d.%d,\"\\u%04x\"]},", 2000 - i, i, i, i, i; printf "0]" }' > json/large

# ---- every program with every input ------------------------------------------------------------

# same PROGRAM ARGUMENT...
same() {
    program=$1
    shift
    "./$program.plain" "$@" > expected 2> expected.errors
    echo "= $?" >> expected
    for name in gcc filled clang; do
        n=$((n + 1))
        timeout 60 "./$program.$name" "$@" > told 2> told.errors
        echo "= $?" >> told
        cmp -s expected told && cmp -s expected.errors told.errors && continue
        echo "FAIL $program.$name $*" | cut -c1-150
        diff expected told | head -n 6 | cut -c1-150
        head -n 6 told.errors | cut -c1-150
        failed=$((failed + 1))
    done
}

for input in json/*; do
    same json "$input"
done
for input in interp/*; do
    same interp "$input"
done
same json -p json/*
same json -p -s json/*
same json -c json/*
for path in .a '[2]' .a.b '.a[2].b' '[0].x' x '[' '.' '[1999].x[1]'; do
    same json -q "$path" json/*
done
same json no_such_file json/deep
echo "$((n - failed)) of $n runs of json and interp are the same"
[ $failed -eq 0 ]
