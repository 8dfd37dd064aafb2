# Sizes and counts of the yardstick on one board, each compared with what sizes.expected
# says: a change that costs bytes fails until somebody decides so.
#
#     sizes.sh ROOT CEDEC BOARD [print]      print: the lines for sizes.expected
#
# An application's flash is counted above that of empty.c, the board alone. The core is
# what wakes, keeps what is ready and who sleeps, and runs. Then: what a program does not use
# is not in it, and files of different profiles do not link.
set -eu
root=$1 cedec=$2 board=$3
case $board in
atmega328p) cross=avr- simulator=simavr ;;
virt) cross=riscv64-unknown-elf- simulator=qemu-system-riscv32 ;;
*) cross=arm-none-eabi- simulator=qemu-system-arm ;;
esac
command -v ${cross}gcc > /dev/null && command -v $simulator > /dev/null ||
    { echo "no ${cross}gcc or no $simulator here"; exit 77; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

build() {
    core=$1 into=$2
    shift 2
    make -s -C "$root/examples/mcu" BOARD="$board" CORE="$core" CEDEC="$cedec" BUILD="$dir/$into" \
        PROGRAMS="$root/tests/mcu" LIMIT=30 "$@"
}

# Bytes of sections, columns of size's second line.
bytes() { ${cross}size "$1" | awk -v columns="$2" 'NR == 2 { n = split(columns, c); for (i = 1; i <= n; i++) sum += $c[i]; print sum }'; }
# Bytes of symbols together.
symbols() { ${cross}nm -S "$1" | awk '{ print $2, $4 }' | grep -E " ($2)(_without_cancel)?\$" | while read -r size name; do echo $((0x$size)); done | awk '{ n += $1 } END { print n }'; }

{
    for core in least lean; do
        options="-Werror"
        [ $core = lean ] && options="$options -DWITHIN"
        build $core $core OPTIONS="$options" empty yardstick.run
        build $core $core-report OPTIONS="$options -DREPORT" yardstick.run > "$dir/report" 2> "$dir/err"
        stack=$(sed -n 's/ bytes of stack//p' "$dir/report")
        e=$dir/$core/yardstick.elf
        echo "$board $core application: flash $(($(bytes "$e" '1 2') - $(bytes "$dir/$core/empty.elf" '1 2')))," \
            "RAM $(bytes "$e" '2 3') + stack $stack"
        echo "$board $core core: flash $(symbols "$e" 'cede_wake|cede__wait|cede__fall_asleep|cede_chip_run|cede_sleep__step')," \
            "RAM $(symbols "$e" cede__lean)"
        echo "$board $core task that sleeps: RAM $(symbols "$e" "cede_task\\.lamp\\.[a-z]*")"
    done
    case $board in
    virt | atmega328p) build least switch OPTIONS=-Werror SHIFT=0 switch.run | sed "s/^/$board least /" ;;
    esac
    if [ "$board" = atmega328p ]; then
        build least more OPTIONS="-Werror -DREPORT -DMORE" yardstick.run > "$dir/more-out"
        build least awake OPTIONS="-Werror -DREPORT" yardstick.run > "$dir/awake-out"
        awake=$(sed -n 's/ cycles awake//p' "$dir/awake-out") more=$(sed -n 's/ cycles awake//p' "$dir/more-out")
        echo "$board least awake in 3 s: $awake cycles, $(((more - awake) / 4)) for another sleeper"
    fi
} > "$dir/sizes"

build lean falls OPTIONS=-Werror hello
unused=$(${cross}nm "$dir/falls/hello.elf" | grep -E ' cede_(_within|_hold|task_cancel|event|flag|bytes|yield|sleep_until)' || true)
[ -z "$unused" ] || { echo "hello has what it does not use:" "$unused"; exit 1; }
rm "$dir"/least/yardstick.elf
cp "$dir/lean/yardstick.async.o" "$dir/least/yardstick.async.o"
touch "$dir/least/yardstick.async.o"
if build least least OPTIONS=-Werror yardstick > "$dir/mixed" 2>&1; then
    echo "a file with cancellation and a core without have linked"
    exit 1
fi
grep -q 'undefined reference' "$dir/mixed" || { cat "$dir/mixed"; exit 1; }

if [ "${4-}" = print ]; then
    cat "$dir/sizes"
else
    grep "^$board " "$root/tests/mcu/sizes.expected" | diff - "$dir/sizes" > "$dir/diff" && cat "$dir/sizes" && exit
    echo "< what sizes.expected says, > what it is now ($(${cross}gcc -dumpversion)):"
    cat "$dir/diff"
    exit 1
fi
