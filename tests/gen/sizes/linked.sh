#!/bin/sh
# linked.sh CEDEC
#
# `cedec sizes`: objects and linked programs of all machines that compilers are here for, of
# 16, 32 and 64 bits and either byte order, tell the same sizes as the compiler; --check and
# --budget fail with both numbers; files that are no ELF, or half of one, are refused.
#
# Exit status 0: all as expected; 1: not.
set -u
cedec=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
cd "$(dirname "$0")/linked" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
status=0
fail() { echo "FAIL $*"; status=1; }

include=$(cd ../../../../include && pwd)
mkdir "$work/bare"
echo '#include <stddef.h>
void *memcpy(void *, const void *, size_t), *memset(void *, int, size_t);' > "$work/bare/string.h"

# make NAME COMPILER...: NAME.o of NAME.c
make() {
    object=$1
    shift
    "$cedec" "$object.c" -o "$work/$object.async.c" -- "$@" -I"$include" && "$@" -I"$include" -c "$work/$object.async.c" -o "$work/$object.o" ||
        fail "$object.c is not made by $*"
}

# expect STATUS TEXT COMMAND...: TEXT stands in what cedec sizes says
expect() {
    wanted=$1 text=$2
    shift 2
    "$cedec" sizes "$@" > "$work/said" 2>&1
    got=$?
    [ $got -eq "$wanted" ] || fail "$machine: cedec sizes $*: exit status $got"
    [ -z "$text" ] || tr -s ' ' < "$work/said" | grep -qF -- "$text" || fail "$machine: cedec sizes $*: no '$text' in $(cat "$work/said")"
}

# machine NAME NEEDS OF-BLINK COMPILER...: with blocks that are too small, and that are not
machine() {
    machine=$1 needs=$2 blink=$3
    shift 3
    make far "$@"
    make near "$@" -DRED=64
    # near_says: with objects, and linked.
    for files in "$work/near.o $work/far.o" "$work/linked"; do
        if [ "$files" = "$work/linked" ]; then
            "$@" -nostdlib -Wl,--unresolved-symbols=ignore-all -Wl,-e,begin "$work/near.o" "$work/far.o" -o "$work/linked" 2> "$work/messages" ||
                { fail "$machine: $(cat "$work/messages")"; continue; }
        fi
        expect 0 " $needs far" $files
        expect 0 "red 1 " $files
        expect 0 "lamp: 64 for frames, needs $needs" $files
        expect 0 "blink: $blink for frames, needs $blink" $files
        expect 1 "the block of the static task 'red' has 64 bytes for frames, 'lamp' needs $needs" --check $files
        expect 1 "'lamp' takes $needs bytes with all that it awaits, its budget is 50" --budget lamp=50 $files
    done
    make near "$@" -DRED="$needs"
    expect 0 "" --check --budget "lamp=$needs" "$work/near.o" "$work/far.o"
    [ ! -s "$work/said" ] || fail "$machine: --check says $(cat "$work/said")"
}

machine x86-64 128 16 gcc -O2
machine pie 128 16 gcc -O2 -fPIE -pie
machine cortex-m3 128 16 arm-none-eabi-gcc -mcpu=cortex-m3 -mthumb -Os
machine lto 128 16 arm-none-eabi-gcc -mcpu=cortex-m3 -mthumb -Os -flto -ffat-lto-objects
machine riscv 128 16 riscv64-unknown-elf-gcc -march=rv32imac -mabi=ilp32 --specs=picolibc.specs -Os
machine avr 107 6 avr-gcc -mmcu=atmega328p -std=gnu99 -Os

# Objects only: there is no linker for these here.
for machine in mips powerpc64 i386; do
    make far clang --target=$machine-none-elf -ffreestanding -I"$work/bare" -O1
    make near clang --target=$machine-none-elf -ffreestanding -I"$work/bare" -O1 -DRED=64
    expect 1 "the block of the static task 'red' has 64 bytes for frames, 'lamp' needs 128" --check "$work/near.o" "$work/far.o"
done

# The lean core: blocks are what its compiler says, and queues are named.
machine=lean
make lean arm-none-eabi-gcc -mcpu=cortex-m0 -mthumb -Os -DCEDE_LEAN
expect 0 "terminal 1 " "$work/lean.o"
expect 0 "echo" "$work/lean.o"
expect 0 "received 16" "$work/lean.o"
expect 0 "" --check "$work/lean.o"
[ ! -s "$work/said" ] || fail "lean: --check says $(cat "$work/said")"

# In an archive, in circles, with something missing.
machine=files
make near gcc -O2 -DRED=64
make far gcc -O2
ar rc "$work/all.a" "$work/near.o" "$work/far.o"
expect 1 "'lamp' needs 128" --check "$work/all.a"
expect 1 "how large 'lamp' is cannot be told: it awaits far, which is in none of these files" --check "$work/near.o"
expect 1 "there is no async function nobody, which has a budget" --budget nobody=1 "$work/all.a"
make circle gcc -O2
make round gcc -O2
expect 1 "it awaits itself by way of" --check "$work/near.o" "$work/circle.o" "$work/round.o"
strip "$work/far.o"
expect 1 "has no async function that its symbols tell" "$work/far.o"
expect 1 "is neither an ELF file nor an archive" ../linked.sh
expect 1 "No such file" "$work/nowhere"
expect 2 "which file?"
expect 2 "not FUNCTION=BYTES: 3" --budget 3 "$work/near.o"
expect 2 "unknown option --size" --size "$work/near.o"

# Half a file, and one with bytes that are not its own, is answered somehow.
size=$(wc -c < "$work/near.o")
for n in $(seq 0 199 "$size"); do
    head -c "$n" "$work/near.o" > "$work/half.o"
    { head -c "$n" "$work/near.o"; printf '\377\377\377\377'; tail -c +"$((n + 5))" "$work/near.o"; } > "$work/odd.o"
    for file in half odd; do
        "$cedec" sizes "$work/$file.o" > "$work/said" 2>&1
        [ $? -le 1 ] || fail "byte $n of $file.o: $(tail -n 3 "$work/said")"
    done
done
exit $status
