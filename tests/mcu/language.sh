# The generator's corpus on a chip: each program of tests/gen/accept as plain C and as cedec makes
# it, both compiled for the chip, prints the same there. Integers have the chip's sizes, memory
# its alignment.
#
#     language.sh ROOT CEDEC BOARD [EACH]      EACH: every EACH-th program, 1 unless given
#
# BOARD is cortex-m3, rv32 or atmega1284p. As many programs as fit are linked into one image.
# Left out are those that end their process or want threads, and, by name, those that as plain C are not for this
# compiler and its library.
set -u
root=$1 cedec=$2 board=$3 each=${4-1}
case $board in
cortex-m3)
    cc="arm-none-eabi-gcc -mcpu=cortex-m3 -mthumb" needs=arm-none-eabi-gcc simulator=qemu-system-arm package="gcc-arm-none-eabi and qemu-system-arm"
    link="--specs=rdimon.specs -T $root/tests/mcu/language_arm.ld"
    run="qemu-system-arm -M mps2-an385 -display none -monitor none -serial none -semihosting-config enable=on,target=native -kernel"
    room=4000000 offset=0
    ;;
rv32)
    cc="riscv64-unknown-elf-gcc -march=rv32imac -misa-spec=2.2 -mabi=ilp32 --specs=picolibc.specs" needs=riscv64-unknown-elf-gcc simulator=qemu-system-riscv32
    package="gcc-riscv64-unknown-elf and qemu-system-misc"
    link="--oslib=semihost --crt0=hosted -Wl,--defsym=__flash=0x80000000,--defsym=__flash_size=0x800000,--defsym=__ram=0x80800000,--defsym=__ram_size=0x800000,--defsym=__stack_size=0x10000"
    run="qemu-system-riscv32 -M virt -bios none -display none -monitor none -serial none -semihosting-config enable=on,target=native -kernel"
    room=4000000 offset=1
    ;;
atmega1284p)
    cc="avr-gcc -mmcu=atmega1284p -mrelax" needs=avr-gcc simulator=simavr package="gcc-avr and simavr" link= room=9000 offset=2
    ;;
esac
command -v $needs > /dev/null && command -v $simulator > /dev/null || { echo "install $package"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
gen=$root/tests/gen
includes="-DCORPUS_CHIP -I$gen -I$root/tests/support -I$root/include -I$root/src -I$root/src/core"
flags="-std=gnu11 -Os -ffunction-sections -fdata-sections -w $includes"
[ $board = atmega1284p ] && {
    cc -O2 "$root/examples/mcu/boards/simavr_run.c" -lsimavr -o "$dir/simavr_run" || exit 1
    run="$dir/simavr_run atmega1284p 16000000"
}

# ---- which programs, and the library ------------------------------------------------------------

programs=$(cd "$gen/accept" && grep -rLE "offload\(|\b(exit|abort)\(|on its own" . |
    sed -n 's,^\./\(.*\)\.c$,\1,p' | sort | awk -v each="$each" -v offset="$offset" 'NR % each == offset % each')
mkdir "$dir/library"
(
    cd "$dir/library" &&
        $cc $flags -ffreestanding -c "$root"/src/core/*.c "$root"/src/debug/instruments.c "$root"/src/sim/sim.c "$root"/src/sim/threads.c "$root"/src/loop/write_file.c "$root"/src/port/one_cpu.c "$root"/src/port/silent.c &&
        $cc $flags -c "$root/tests/mcu/language.c" -o driver.o
) || exit 1
mkdir "$dir/plain" "$dir/generated"
$cc $flags -DCORPUS_PLAIN -c "$root/tests/mcu/language.c" -o "$dir/plain-driver.o" || exit 1
failed=0 left_out=
for p in $programs; do
    name=$(echo "$p" | tr / _)
    $cc $flags -DCORPUS_PLAIN -c "$gen/accept/$p.c" -o "$dir/plain/$name.o" 2> "$dir/$name.log" || {
        left_out="$left_out $p"
        continue
    }
    "$cedec" "$gen/accept/$p.c" -o "$dir/$name.c" -- $cc -std=gnu11 $includes > "$dir/$name.log" 2>&1 &&
        $cc $flags -c "$dir/$name.c" -o "$dir/generated/$name.o" && continue
    echo "FAIL $p does not build"
    head -n 5 "$dir/$name.log"
    failed=1
done

# ---- images ------------------------------------------------------------------------------------------

# Halves that fit, where the whole does not.
both() {
    if [ $# -gt 1 ]; then
        (cd "$dir/plain" && $cc "$@" "$dir/plain-driver.o" $link -o "$dir/plain.elf") > "$dir/link" 2>&1 &&
            (cd "$dir/generated" && $cc "$@" "$dir"/library/*.o $link -Wl,--gc-sections -o "$dir/generated.elf") > "$dir/link" 2>&1 &&
            [ "$(size "$dir/generated.elf" | awk 'NR == 2 { print $2 + $3 }')" -lt $room ] || {
            half=$(($# / 2)) first= n=0
            while [ $n -lt $half ]; do
                first="$first $1" n=$((n + 1))
                shift
            done
            both $first
            both "$@"
            return
        }
    else
        (cd "$dir/plain" && $cc "$@" "$dir/plain-driver.o" $link -o "$dir/plain.elf") &&
            (cd "$dir/generated" && $cc "$@" "$dir"/library/*.o $link -Wl,--gc-sections -o "$dir/generated.elf") || {
            echo "FAIL $* does not link"
            failed=1
            return
        }
    fi
    timeout 60 $run "$dir/plain.elf" > "$dir/plain.out" 2>&1 < "$dir/link"
    timeout 60 $run "$dir/generated.elf" > "$dir/generated.out" 2>&1 < "$dir/link"
    if ! cmp -s "$dir/plain.out" "$dir/generated.out" || ! tail -n 1 "$dir/plain.out" | grep -q '^[1-9][0-9]* programs$'; then
        echo "FAIL $board, $# programs: < plain, > generated"
        diff "$dir/plain.out" "$dir/generated.out" | head -n 20
        failed=1
    fi
    ran=$((ran + $#))
}

ran=0
both $(cd "$dir/generated" && ls)
echo "$board: $ran programs; left out:${left_out:- none}"
exit $failed
