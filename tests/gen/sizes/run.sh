#!/bin/sh
# run.sh CEDEC
#
# --emit=sizes and --budget: what they say of report.c is in report.txt, with the numbers of
# a 64-bit machine, but for the column of the C stack, which compilers decide. UPDATE=1 writes
# it anew. And the sizes of the same functions, on chips, are what their compilers say.
#
# Exit status 0: all as expected; 1: not.
set -u
cedec=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
status=0
fail() { echo "FAIL $*"; status=1; }

report() { "$cedec" "$@" -- gcc -std=gnu11 -I../../../include; }

report --emit=sizes report.c > "$work/all" || fail "no report"
sed -E '1,/^$/ s/ +(C stack|[0-9]+\+?)$//' "$work/all" > "$work/report.txt"
for budget in escapes=100 reads=1000 unknown=500 awaits=0 nobody=1; do
    echo "--budget $budget"
    report "--budget=$budget" report.c -o "$work/out.c"
    echo "exit status $?, $(ls "$work/out.c" 2> /dev/null | wc -l) output"
    rm -f "$work/out.c"
done >> "$work/report.txt" 2>&1
[ -n "${UPDATE-}" ] && cp "$work/report.txt" .
diff report.txt "$work/report.txt" || fail "< expected, > told"

# The stack of a function that awaits another holds that one's, too.
awk '$1 == "leaf" { leaf = $5 + 0 } $1 == "escapes" { escapes = $5 + 0 } END { exit !(leaf > 0 && escapes > leaf) }' "$work/all" ||
    fail "the C stack: $(grep -E '^(leaf|escapes)' "$work/all")"

# Before --wrap, too, where functions of other files are passed over.
wrapped() { "$cedec" "$@" --wrap gcc -std=gnu11 -I../../../include -c report.c -o "$work/wrapped.o" 2> "$work/messages"; }
wrapped --budget escapes=160 --budget nobody=1 || fail "--wrap: $(cat "$work/messages")"
rm "$work/wrapped.o"
wrapped --budget escapes=159 && fail "--wrap: a budget is not looked at"
grep -q "takes 160 bytes .* its budget is 159" "$work/messages" || fail "--wrap: $(cat "$work/messages")"
[ ! -e "$work/wrapped.o" ] || fail "--wrap: an object was left"
for wrong in escapes escapes= =3 escapes=many; do
    "$cedec" --budget "$wrong" report.c > "$work/messages" 2>&1
    [ $? -eq 2 ] || fail "--budget $wrong: $(cat "$work/messages")"
done

# On a chip: the sum is that of the compiler's own numbers.
chip() {
    name=$1
    shift
    "$cedec" --emit=sizes report_chip.c -- "$@" -I../../../include > "$work/$name" || { fail "$name: no report"; return; }
    "$cedec" report_chip.c -o "$work/chip.c" -- "$@" -I../../../include || { fail "$name: not generated"; return; }
    set -- $(awk '$1 == "blink" { print $2, $3, $4 }' "$work/$name") "$@"
    own=$1 deep=$2 task=$3
    shift 3
    cat >> "$work/chip.c" <<END
typedef char own[blink__size == $own ? 1 : -1], deep[blink__deep == $deep ? 1 : -1], task[sizeof (cede_task) + blink__deep == $task ? 1 : -1];
END
    "$@" -I../../../include -fsyntax-only "$work/chip.c" || fail "$name: own $own, with all $deep, task $task"
}
chip cortex-m0 arm-none-eabi-gcc -mcpu=cortex-m0 -mthumb -Os
chip avr avr-gcc -mmcu=atmega328p -std=gnu99 -Os
chip avr-lean avr-gcc -mmcu=atmega328p -std=gnu99 -Os -DCEDE_LEAN
chip riscv riscv64-unknown-elf-gcc -march=rv32imac -mabi=ilp32 --specs=picolibc.specs -Os
chip clang clang -O2

# A state word of 8 bits.
states() {
    { echo '#include <cede/core.h>'; echo 'async int many(void) {'; yes 'await(cede_yield());' | head -n "$1"; echo 'return 0; }'; } > "$work/many.c"
    "$cedec" "$work/many.c" -o "$work/many.async.c" -- avr-gcc -mmcu=atmega328p -std=gnu99 -I../../../include &&
        avr-gcc -mmcu=atmega328p -std=gnu99 -I../../../include -fsyntax-only "$work/many.async.c"
}
states 253 || fail "253 states fit on AVR"
states 254 2> "$work/messages" && fail "254 states do not fit on AVR"
grep -q "error: #error .*many has 254 states" "$work/messages" || fail "$(cat "$work/messages")"
exit $status
