#!/bin/sh
# random.sh CEDEC=PATH [WORK=DIRECTORY] [JOBS=2] KIND FIRST COUNT CONFIGURATION...
#
# Programs that nobody thought of: COUNT of random_KIND.py's, of the seeds from FIRST on,
# compared by run_corpus.sh. Many stand in one file, for it is the compilers that take the
# time; those that differ are compared once more, each in a file of its own, which stays in
# WORK/again. The same seeds give the same programs.
#
#     KIND           compared with     full of
#     expressions    plain C           awaits in every place of an expression
#     csmith         plain C           csmith's statements and expressions
#     structured     stackful.py       blocks, jumps, tasks, contexts, generators; a cancel and a deadline at each await
#
# Exit status 0: all agree; 1: not; 2: the programs are no good.
set -u
here=$(cd "$(dirname "$0")" && pwd)
WORK= JOBS=2 CEDEC=
while :; do
    case ${1-} in
    CEDEC=* | WORK=* | JOBS=*) eval "${1%%=*}=\${1#*=}"; shift ;;
    *) break ;;
    esac
done
[ $# -ge 4 ] && [ -x "$CEDEC" ] || { echo "usage: random.sh CEDEC=PATH KIND FIRST COUNT CONFIGURATION..." >&2; exit 2; }
kind=$1 first=$2 count=$3
shift 3
CEDEC=$(cd "$(dirname "$CEDEC")" && pwd)/$(basename "$CEDEC")
temporary=
[ -n "$WORK" ] || { temporary=$(mktemp -d) || exit 2; WORK=$temporary; }
mkdir -p "$WORK" && cd "$WORK" || exit 2
which=ACCEPT PLAIN=gcc
[ "$kind" = structured ] && which=STRUCTURED
# With the same compiler on both sides, what C leaves to it is no difference; tcc does not
# know the nested functions that stand for defers in expressions.
case $kind:$1 in csmith:tcc*) PLAIN=tcc ;; esac

# programs DIRECTORY PER-FILE SEED...
programs() {
    directory=$1 per=$2 files=0
    shift 2
    rm -rf "$directory"
    mkdir -p "$directory/ACCEPT" "$directory/STRUCTURED"
    while [ $# -gt 0 ]; do
        these= n=0 files=$((files + 1))
        while [ $# -gt 0 ] && [ $n -lt "$per" ]; do
            these="$these $1" n=$((n + 1))
            shift
        done
        python3 "$here/random_$kind.py" $these > "$directory/$which/file_$files.c" || exit 2
    done
}

# compare DIRECTORY WORK CONFIGURATION...
compare() {
    from=$PWD/$1 work=$2
    shift 2
    sh "$here/run_corpus.sh" CEDEC="$CEDEC" WORK="$work" JOBS="$JOBS" PLAIN="$PLAIN" \
        ACCEPT="$from/ACCEPT" STRUCTURED="$from/STRUCTURED" "$@"
}

# The seeds that a log of compare calls different.
different() { sed -n 's/^FAIL [^ ]* [a-z]*\([0-9]*\):.*/\1/p' "$1" | sort -nu; }

programs source 25 $(seq "$first" $((first + count - 1)))
compare source work "$@" > log 2>&1
status=$?
tail -n $# log
if [ $status -eq 1 ]; then
    rm -rf again
    programs again 1 $(different log)
    compare again again/work "$@" > again/log 2>&1
    cat again/log
    for seed in $(different again/log); do
        echo "seed $seed: sh tests/gen/random.sh CEDEC=PATH $kind $seed 1 $(printf "'%s' " "$@")"
    done
elif [ $status -ne 0 ]; then
    cat log
fi
[ -z "$temporary" ] || [ $status -ne 0 ] || rm -rf "$temporary"
exit $status
