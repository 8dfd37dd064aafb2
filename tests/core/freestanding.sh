#!/bin/sh
# The core, the primitives and one chip's port need nothing but memcpy, memset and memmove: they are compiled
# with -ffreestanding and linked with -nostdlib into one object, for this machine and
# for a Cortex-M0, and what is undefined then is compared with that list. (libgcc is
# the compiler's own, and code that does not move needs no table of addresses.)
set -eu
root=$1
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

# Compiles with the command that follows the port's files.
check() {
    name=$1 port=$2; shift 2
    mkdir "$dir/$name"
    for source in "$root"/src/core/*.c "$root"/src/sync/*.c $(printf "$root/src/port/%s.c " one_cpu chip_loop silent $port); do
        "$@" -std=c11 -Os -ffreestanding -fno-pic -fno-stack-protector -ffunction-sections -Wall -Wextra -Werror -DNDEBUG \
            -I"$root/include" -c "$source" -o "$dir/$name/$(basename "$source" .c).o"
    done
    "$@" -nostdlib -r -o "$dir/$name.o" "$dir/$name"/*.o
    "$@" -nostdlib -r -o "$dir/$name-all.o" "$dir/$name.o" "$("$@" -print-libgcc-file-name)" 2>/dev/null ||
        cp "$dir/$name.o" "$dir/$name-all.o"
    undefined=$("$("$@" -print-prog-name=nm)" -u "$dir/$name-all.o" | awk '{ print $NF }' | grep -vxE 'mem(cpy|set|move)' || true)
    if [ -n "$undefined" ]; then
        echo "$name: the core needs more than memcpy, memset and memmove:" $undefined
        exit 1
    fi
    "$("$@" -print-prog-name=size)" -t "$dir/$name"/*.o | tail -n 1 | awk -v n="$name" '{ print n ": " $1 " bytes of code, " $2 + $3 " of RAM" }'
}

check host template "${CC:-cc}"
if command -v arm-none-eabi-gcc >/dev/null; then
    check cortex-m0 cortex_m_ticked arm-none-eabi-gcc -mcpu=cortex-m0 -mthumb
else
    echo "cortex-m0: no arm-none-eabi-gcc here"
    exit 77
fi
