# cede as two plain files: the lean core's amalgamation and what cedec has made of hello.c
# are built with nothing but arm-none-eabi-gcc and make, as C99, and run on a micro:bit. The
# core alone compiles for each architecture and profile.
#
#     plain.sh ROOT CEDEC AMALGAMATION
set -eu
root=$1 cedec=$2 amalgamation=$3
for tool in arm-none-eabi-gcc qemu-system-arm make avr-gcc riscv64-unknown-elf-gcc; do
    command -v $tool > /dev/null || { echo "no $tool here"; exit 77; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
boards=$root/examples/mcu/boards

core() {
    "$@" -std=c99 -Os -Wall -Wextra -Werror -c "$amalgamation/cede_core.c" -o "$dir/core.o"
}
for profile in "" -DCEDE_NO_CANCEL "-DCEDE_TICKLESS -DCEDE_TICK_HZ=62500"; do
    core arm-none-eabi-gcc -mcpu=cortex-m0 -mthumb $profile
    core arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb $profile
    core avr-gcc -mmcu=atmega328p $profile
    core riscv64-unknown-elf-gcc -march=rv32imac -misa-spec=2.2 -mabi=ilp32 --specs=picolibc.specs $profile
done

# What a project would have committed.
mkdir "$dir/project" "$dir/bin"
cp "$amalgamation"/cede_core.[ch] "$boards/microbit.c" "$boards/microbit.ld" "$boards/cortex_m.ld" "$boards/cortex_m_start.c" \
    "$boards/semihosting.h" "$boards/print.h" "$boards/board.h" "$dir/project"
cd "$dir/project"
sed -i 's,#include <cede/.*>,#include "cede_core.h",' print.h
sed 's,#include <cede/.*>,#include "cede_core.h",' "$root/examples/mcu/hello.c" > hello.c
"$cedec" hello.c -o hello.async.c -- arm-none-eabi-gcc -std=c99 -mcpu=cortex-m0 -mthumb
rm hello.c
cat > Makefile << 'END'
hello.elf: hello.async.c cede_core.c microbit.c cortex_m_start.c
	arm-none-eabi-gcc -std=c99 -mcpu=cortex-m0 -mthumb -Os -ffreestanding -nostartfiles \
		-ffunction-sections -fdata-sections -Wl,--gc-sections -T microbit.ld $^ -o $@
END
# The compiler is a script, since it may be a link to a cache that looks for it in PATH.
ln -s "$(command -v make)" /bin/sh "$dir/bin"
printf '#!/bin/sh\nPATH=%s exec arm-none-eabi-gcc "$@"\n' "$PATH" > "$dir/bin/arm-none-eabi-gcc"
chmod +x "$dir/bin/arm-none-eabi-gcc"
PATH=$dir/bin make -s
timeout -k 2 30 qemu-system-arm -M microbit -display none -monitor none -serial stdio \
    -semihosting-config enable=on,target=native -icount shift=5,sleep=off -kernel hello.elf > out
[ "$(grep -c 'lamp on' out)" = 3 ] && [ "$(grep -c 'lamp off' out)" = 3 ] || { cat out; exit 1; }
