#!/bin/sh
# run.sh CEDEC INCLUDE: usual.c with the preprocessors and headers of each compiler: cedec
# runs it, or takes its text with --preprocessed; and the compiler takes what comes out.
set -u
cedec=$1 include=$2
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failed=0 n=0

# compiler COMMAND...: both ways, as C99 and as its own C11.
compiler() {
    for std in c99 gnu11; do
        n=$((n + 1))
        set -- "$@" -std=$std
        "$cedec" "$here/usual.c" -o run.c -- "$@" &&
            "$@" -Wall -Wextra -Werror -c run.c -o run.o &&
            grep -q '0, cede_ms(1));' run.c &&
            "$@" -E -DCEDE__CEDEC=1 "$here/usual.c" > text.i &&
            "$cedec" "$here/usual.c" --preprocessed text.i -o text.c &&
            "$@" -Wall -Wextra -Werror -c text.c -o text.o && continue
        echo "FAIL $*"
        failed=$((failed + 1))
    done
}

options="-I$include -D_DEFAULT_SOURCE"
chip="$options -DCHIP -DCEDE_TICK_HZ=1000"
compiler gcc $options
compiler clang $options
compiler tcc $options
compiler musl-gcc $options
compiler arm-none-eabi-gcc -mcpu=cortex-m0 -mthumb $chip
compiler riscv64-unknown-elf-gcc --specs=picolibc.specs -march=rv32imac -mabi=ilp32 $chip
compiler avr-gcc -mmcu=atmega328p $chip
echo "$((n - failed)) of $n compilers and languages"
[ "$failed" = 0 ]
