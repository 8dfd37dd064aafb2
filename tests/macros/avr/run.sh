# The programs by hand on an ATmega328P: compiled with avr-gcc -Os and warnings as errors
# together with the core and its port, run in simavr, and their logs compared with those
# of the generated programs. Prints what each needs of the chip.
#     run.sh ROOT TWINS NAMES         TWINS: prints the log of a program that it is given
set -eu
root=$1 twins=$2
shift 2
command -v avr-gcc >/dev/null && command -v simavr >/dev/null || { echo "no avr-gcc or no simavr here"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
chip=atmega328p
compile="avr-gcc -mmcu=$chip -Os -ffunction-sections -fdata-sections -DCEDE_NO_INTROSPECTION -DNDEBUG
    -Wall -Wextra -Werror -I$root/include -I$root/tests/macros"

for f in "$root"/src/core/*.c "$root/src/port/one_cpu.c" "$root/src/port/silent.c"; do
    $compile -std=c11 -c "$f" -o "$dir/$(basename "$f" .c).o"
done
avr-ar rcs "$dir/libcore.a" "$dir"/*.o
rm "$dir"/*.o

failed=0
for name; do
    $compile -std=c99 -c "$root/tests/macros/hand/$name.c" -o "$dir/$name.o"
    $compile -std=c11 -DRUN="hand_$name" -c "$root/tests/macros/avr/main.c" -o "$dir/main.o"
    avr-gcc -mmcu=$chip -Os -Wl,--gc-sections "$dir/main.o" "$dir/$name.o" "$dir/libcore.a" -o "$dir/$name.elf"
    # simavr adds colours and a dot for each end of a line.
    timeout 20 simavr -m $chip -f 16000000 "$dir/$name.elf" 2>&1 |
        sed -n 's/\x1b\[[0-9;]*m//g; s/^\(outcome.*\|[0-9].*\)\.\.\?$/\1/p' >"$dir/$name.log" || true
    "$twins" "$name" | sed '$d' >"$dir/$name.expected"
    if ! diff "$dir/$name.expected" "$dir/$name.log" >"$dir/$name.diff"; then
        echo "$name: differs (< generated, > on the chip):"
        cat "$dir/$name.diff"
        failed=1
    fi
    avr-size "$dir/$name.elf" | awk -v n="$name" 'NR == 2 { printf "%-14s %5d bytes of flash, %4d of RAM before main\n", n, $1 + $2, $2 + $3 }'
done
exit $failed
