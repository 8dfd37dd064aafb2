# One of the exact figures against its target, as a test: exit 0, 1, or 77 where the tool
# that counts is missing or not allowed.
#     check.sh BIN switch SCENARIO TIMES      instructions, at most TIMES the twin's
#     check.sh BIN calls AT_MOST              system calls per echoed message
#     check.sh BIN task AT_MOST               bytes per sleeping task
bin=$1
. "$(dirname "$0")/lib.sh"

skip() { echo "skipped: $1"; exit 77; }

at_most() {
    echo "$1: $2, at most $3"
    awk "BEGIN { exit !($2 > 0 && $2 <= $3 + 0.005) }"
}

case $2 in
switch)
    have valgrind || skip "no valgrind"
    hand=$(switch_instructions "$bin/switch_hand" "$3") || exit 1
    cede=$(switch_instructions "$bin/switch_async" "$3") || exit 1
    at_most "$3, $cede instructions, by hand $hand" "$(calculate %.2f "$cede / $hand")" "$4"
    ;;
calls)
    have strace && strace -c -o "$scratch/strace" true 2>/dev/null || skip "no strace"
    calls=$(echo_calls 50 "$bin/echo_async" 0) || exit 1
    at_most "system calls per echoed message" "${calls% *}" "$3"
    ;;
task)
    set -- $("$bin/sleepers" 1000) "$3"
    at_most "bytes per sleeping task" "$2" "$5"
    ;;
esac
