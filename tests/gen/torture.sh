#!/bin/sh
# torture.sh CEDEC=PATH [WORK=DIRECTORY] [JOBS=2] [FIRST=SEED] [ROUNDS=N] [KIND...]
#
# random.sh, round after round, until it is stopped: each with programs of one kind.
# Mostly with tcc, which takes a fortieth of gcc's time, and dead members filled; by turns
# with what finds other mistakes. tcc makes some of its own, so what differs with it is
# built by gcc, too, and counts only when that differs. Prints a line per round, and
# for each difference how to repeat it; the programs stay in WORK/different-SEED. Without
# FIRST it begins with the seconds since 1970, so no two runs are the same.
#
# Exit status 0: no difference so far; 1: some.
set -u
here=$(cd "$(dirname "$0")" && pwd)
WORK=${TMPDIR:-/tmp}/cede-torture JOBS=2 FIRST=$(date +%s) ROUNDS=-1 CEDEC=
while :; do
    case ${1-} in
    CEDEC=* | WORK=* | JOBS=* | FIRST=* | ROUNDS=*) eval "${1%%=*}=\${1#*=}"; shift ;;
    *) break ;;
    esac
done
[ $# -gt 0 ] || set -- structured expressions csmith
mkdir -p "$WORK" || exit 2
programs=0 different=0 round=0

trap 'echo "$programs programs, $different rounds with a difference"; [ $different -eq 0 ]; exit' EXIT
trap 'exit 1' INT TERM

san="-fsanitize=address,undefined -fno-sanitize-recover"
configuration() {
    case $kind:$((round % 20)) in
    *:3 | *:13) echo "gcc -O2 fill-dead" ;;
    *:8) echo "clang -O2" ;;
    *:11) echo "gcc -O1 $san poison-dead" ;;
    *:18) echo "clang -O1 $san" ;;
    expressions:*) echo "gcc -O0 fill-dead" ;;
    *) echo "tcc -g0 fill-dead" ;;
    esac
}

# Whether gcc finds the differences of this round, too.
gcc_agrees() {
    case $configuration in tcc*) ;; *) return 1 ;; esac
    for seed in $(sed -n 's/^seed \([0-9]*\): .*/\1/p' "$WORK/log"); do
        sh "$here/random.sh" CEDEC="$CEDEC" WORK="$WORK/gcc" JOBS="$JOBS" "$kind" "$seed" 1 "gcc -O0 fill-dead" \
            > "$WORK/log.gcc" 2>&1 || return 1
    done
}

while [ $round -ne "$ROUNDS" ]; do
    for kind; do
        configuration=$(configuration) count=25
        case $configuration in tcc*) count=100 ;; esac
        sh "$here/random.sh" CEDEC="$CEDEC" WORK="$WORK/$kind-$count" JOBS="$JOBS" \
            "$kind" "$FIRST" $count "$configuration" > "$WORK/log" 2>&1
        status=$?
        programs=$((programs + count))
        echo "$kind $FIRST to $((FIRST + count - 1)), $(head -n 1 "$WORK/log"); $programs so far"
        if [ $status -eq 1 ] && gcc_agrees; then
            echo "tcc's own: $(grep '^seed' "$WORK/log" | cut -d: -f1 | tr '\n' ' ')"
        elif [ $status -ne 0 ]; then
            different=$((different + 1))
            sed 1d "$WORK/log"
            rm -rf "$WORK/different-$FIRST"
            mv "$WORK/$kind-$count/again" "$WORK/different-$FIRST"
        fi
        FIRST=$((FIRST + count))
    done
    round=$((round + 1))
done
