# check.sh BIN NAME: a figure of figures.txt against its bound, as a test: exit 0, 1, or 77
# where the tool that counts is missing or not allowed.
bin=$1 name=$2
bench=$(dirname "$0")
. "$bench/lib.sh"

skip() { echo "skipped: $1"; exit 77; }
need_valgrind() { have valgrind || skip "no valgrind"; }
need_strace() { have strace && strace -c -o "$scratch/strace" true 2>/dev/null || skip "no strace"; }

case $name in
echo)
    need_valgrind
    figure=$(echo_instructions 50 "$bin/peers/cede_echo" 0) || exit 1
    ;;
calls)
    need_strace
    figure=$(echo_calls 50 "$bin/peers/cede_echo" 0) || exit 1
    figure=${figure% *}
    ;;
task)
    figure=$("$bin/peers/cede_sleepers" sleepers 1000 | awk '$1 == "given_bytes" { print $2 }')
    ;;
huge)
    figure=$(memory_per_line "$bin/../gen/cedec") || exit 1
    ;;
frames)
    [ "$(getconf LONG_BIT)" = 64 ] || skip "the table is that of a 64-bit machine"
    "$bin/peers/cede_frames" >"$scratch/sizes" || exit 1
    awk '!/^#/ { print $1, $2 }' "$bench/frames/table.txt" >"$scratch/table"
    diff "$scratch/table" "$scratch/sizes" || { echo "< in bench/frames/table.txt, > now; where it has become less, write that there"; exit 1; }
    figure=$(awk '!/^#/ { larger += $2 > $3 } END { print larger + 0 }' "$bench/frames/table.txt")
    ;;
many)
    need_valgrind
    many_powers >"$scratch/powers" || exit 1
    cat "$scratch/powers"
    figure=$(awk '$2 > most { most = $2 } END { print most }' "$scratch/powers")
    ;;
*)
    need_valgrind
    hand=$(switch_instructions "$bin/peers/hand_switch" "$name") || exit 1
    cede=$(switch_instructions "$bin/peers/cede_switch" "$name") || exit 1
    echo "$cede instructions, by hand $hand"
    figure=$(calculate %.2f "$cede / $hand")
    ;;
esac
bound=$(figure_column "$name" 2)
echo "$(figure_column "$name" 4): $figure, at most $bound"
at_most "$figure" "$bound"
