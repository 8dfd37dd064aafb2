# Firmware on one board, in its emulator: built with the example's Makefile, its output and
# exit status compared with what it must be.
#
#     run.sh ROOT CEDEC BOARD
#
# A wake that is lost ends with status 124 or 137 after LIMIT seconds of this machine.
set -u
root=$1 cedec=$2 board=$3
case $board in
atmega328p) needs="avr-gcc:gcc-avr simavr:simavr" ;;
virt) needs="riscv64-unknown-elf-gcc:gcc-riscv64-unknown-elf qemu-system-riscv32:qemu-system-misc" ;;
*) needs="arm-none-eabi-gcc:gcc-arm-none-eabi qemu-system-arm:qemu-system-arm" ;;
esac
for need in $needs make:make; do
    command -v "${need%%:*}" > /dev/null || { echo "${need%%:*} is missing: install ${need##*:}"; exit 77; }
done
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

# run NAME IDLE BUILD EXPECTED [VARIABLE=VALUE…]: BUILD is shared by programs with the
# same options.
run() {
    name=$1 idle=$2 build=$3 expected=$4
    shift 4
    make -s -C "$root/examples/mcu" BOARD="$board" IDLE="$idle" CEDEC="$cedec" BUILD="$dir/$build-$idle" \
        PROGRAMS="$root/tests/mcu" LIMIT=30 "$@" "$name.run" > "$dir/out" 2> "$dir/err"
    status=$?
    if [ $status = 0 ] && [ "$(cat "$dir/out")" = "$expected" ]; then
        echo "ok   $name, $idle"
    else
        echo "FAIL $name, $idle: status $status, printed:"
        cat "$dir/out" "$dir/err"
        failed=1
    fi
}

hello='hello, lamp on
hello, lamp off
hello, lamp on
hello, lamp off
hello, lamp on
hello, lamp off'
strict=OPTIONS=-Werror
for idle in ticked tickless; do
    run hello $idle plain "$hello" $strict
    # The same library but for the port.
    cp -r "$dir/plain-$idle" "$dir/wrap-$idle" && rm -f "$dir/wrap-$idle"/libcede.a "$dir/wrap-$idle"/*_tick*.o
    run wrap $idle wrap 'wrapped around' OPTIONS='-Werror -DCEDE_TICKS_AT_START=-CEDE_TICK_HZ'
done
# Without cancellation the last part is left out.
lean=$(cat "$root/tests/mcu/lean.expected")
run lean ticked lean "$lean" CORE=lean OPTIONS='-Werror -UNDEBUG -DCEDE_TICKS_AT_START=-60'
run lean ticked least "$(echo "$lean" | sed '/cancelled/,/after/d; s/.* end/75 end/')" CORE=least \
    OPTIONS='-Werror -UNDEBUG -DCEDE_TICKS_AT_START=-60'
run twenty ticked least-strict 'all went around' CORE=least $strict
run storm ticked plain 'no wake was lost' $strict
run preempt ticked plain 'main was pre-empted' $strict
run storm ticked least-strict 'no wake was lost' CORE=least $strict
run hello tickless lean-strict "$hello" CORE=lean $strict
run hour tickless plain 'ms between two clocks after an hour: 0, waits: 7200' $strict LINK_OPTIONS=-Wl,--wrap=cede_port_idle

# Peripherals: what stands around the chip is WORLD, what comes over the serial port is standard input.
case $board in
lm3s6965evb | atmega328p)
    printf 'hello\nasync c\nthis line is much longer than forty characters are\nbye\n' > "$dir/said"
    run uart ticked lean-strict 'HELLO
ASYNC C
THIS LINE IS MUCH LONGER THAN FORTY CHA
BYE' CORE=lean $strict WORLD=$(test $board = atmega328p && echo serial) < "$dir/said" ;;
esac
if [ "$board" = atmega328p ]; then
    run button ticked lean-strict 'short
long' CORE=lean $strict \
        WORLD=D2@100000,101000,101200,180000,180100,180400,300000,300500,300900,960000,962000,963000
    run i2c ticked lean-strict '0 0 async
nobody there' CORE=lean $strict WORLD=eeprom
fi
exit $failed
