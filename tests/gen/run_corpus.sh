#!/bin/sh
# run_corpus.sh CEDEC=PATH [WORK=DIRECTORY] [JOBS=2] [ONLY=NAME] [ACCEPT=DIRECTORY
#     STRUCTURED=DIRECTORY] [CONFIGURATION...]
#
# Differential test of the generator: builds what each corpus program must print
# with two oracles (plain C for accept/, stacks for structured/), generates each
# program once, builds all of them into one executable per configuration, runs
# these and compares the logs. Prints a diff per program that differs, the table
# of constructs and ways of leaving, and a line per configuration. With other
# directories than the corpus's there is no table, and the programs, which nobody
# has written, may give warnings.
#
# A configuration is a compiler with its options, "gcc -O2"; a word fill-dead or
# poison-dead in it uses the code that cedec generated with that option. Without
# any: all that CI runs. A compiler that is missing is a failure.
#
# Exit status 0: everything agrees; 1: not; 2: an oracle did not build. In WORK
# everything stays for a look and is not built again while it is fresh:
# expected/NAME.log, out/CONFIGURATION/NAME.{log,err}, generated-COMPILER/NAME.c,
# build.log.
set -u

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
WORK=${TMPDIR:-/tmp}/cede-corpus JOBS=2 ONLY= CEDEC=
ACCEPT=$here/accept STRUCTURED=$here/structured
while :; do
    case ${1-} in
    CEDEC=* | WORK=* | JOBS=* | ONLY=* | ACCEPT=* | STRUCTURED=*) eval "${1%%=*}=\${1#*=}"; shift ;;
    *) break ;;
    esac
done
[ -x "$CEDEC" ] || { echo "usage: run_corpus.sh CEDEC=PATH [WORK=DIRECTORY] [CONFIGURATION...]" >&2; exit 2; }
CEDEC=$(cd "$(dirname "$CEDEC")" && pwd)/$(basename "$CEDEC")

if [ $# -eq 0 ]; then
    san="-g -fsanitize=address,undefined"
    set -- "gcc -O2" "clang -O0" "clang -O2" \
        "gcc -O0 fill-dead" "gcc -O1 poison-dead $san" "clang -O1 $san"
fi

mkdir -p "$WORK" && cd "$WORK" || exit 2
rm -rf out
mkdir -p out

# ---- what is built, as ninja reads it ------------------------------------------

warnings="-Wall -Wextra -Werror"
[ "$ACCEPT" = "$here/accept" ] || warnings="-w"
includes="-I$here -I$root/tests/support -I$root/include"
runtime=$(ls "$root"/src/core/*.c "$root"/src/sim/*.c "$root"/src/port/posix.c)
accept=$(cd "$ACCEPT" && find . -name '*.c' | sed 's,^\./,,; s,\.c$,,' | sort)
structured=$(cd "$STRUCTURED" && ls ./*.c 2> /dev/null | sed 's,^\./,,; s,\.c$,,')

# A program's name from its path: accept/loops/while_body is loops_while_body.
name_of() { echo "$1" | tr / _; }

# What `words` are without those that are for us.
options_of() { echo "$1" | sed 's/ *\(fill\|poison\)-dead//'; }
# Where its generated code is: that depends on cedec's option and, as headers have
# expanded their macros differently, on the compiler.
variant_of() {
    case $1 in
    *fill-dead*) echo "generated-fill-${1%% *}" ;;
    *poison-dead*) echo "generated-poison-${1%% *}" ;;
    *) echo "generated-${1%% *}" ;;
    esac
}
directory_of() { echo "$1" | tr -c 'A-Za-z0-9_\n-' _; }

rules() {
    cat <<END
builddir = .
rule cc
  command = \$cc -std=gnu11 \$flags -MD -MF \$out.d -c \$in -o \$out
  depfile = \$out.d
  deps = gcc
rule open
  command = python3 $root/tests/support/stackful.py \$in > \$out || (rm -f \$out; false)
rule generate
  command = $CEDEC \$in -o \$out \$options -- \$cc -std=gnu11 $includes
rule link
  command = \$cc \$in -lm -o \$out
END
}

# object OUT IN COMPILER FLAGS…
object() {
    out=$1 in=$2 cc=$3
    shift 3
    printf 'build %s: cc %s\n  cc = %s\n  flags = %s\n' "$out" "$in" "$cc" "$*"
}

plain_oracle() {
    objects=
    for p in $accept; do
        o=plain/$(name_of "$p").o
        object "$o" "$ACCEPT/$p.c" gcc -O0 -DCORPUS_PLAIN $includes $warnings
        objects="$objects $o"
    done
    object plain/driver.o "$here/driver.c" gcc -O0 -DCORPUS_PLAIN $includes $warnings
    printf 'build plain/run: link %s plain/driver.o\n  cc = gcc\n' "$objects"
}

# No warnings: what stackful.py writes is not read by anybody.
stackful_oracle() {
    objects=
    flags="-O0 -w -fexceptions -DCORPUS_STACKFUL $includes"
    for p in $structured sweep; do
        in=$STRUCTURED/$p.c counted=1
        [ "$p" = sweep ] && in=$here/sweep.c counted=0
        printf 'build stackful/%s.c: open %s | %s\n' "$p" "$in" "$root/tests/support/stackful.py"
        object "stackful/$p.o" "stackful/$p.c" gcc $flags -DST_COUNTED=$counted
        objects="$objects stackful/$p.o"
    done
    for p in "$here/driver.c" "$root/tests/support/stackful.c"; do
        o=stackful/$(basename "$p" .c).oracle.o
        object "$o" "$p" gcc $flags
        objects="$objects $o"
    done
    printf 'build stackful/run: link %s\n  cc = gcc\n' "$objects"
}

# generated VARIANT NAME SOURCE
generated() {
    printf 'build %s/%s.c: generate %s | %s\n  cc = %s\n' "$1" "$2" "$3" "$CEDEC" "${1##*-}"
    case $1 in
    *-fill-*) echo "  options = --fill-dead" ;;
    *-poison-*) echo "  options = --poison-dead" ;;
    esac
}

generate() {
    for p in $accept; do
        generated "$1" "$(name_of "$p")" "$ACCEPT/$p.c"
    done
    for p in $structured; do
        generated "$1" "$p" "$STRUCTURED/$p.c"
    done
    generated "$1" sweep "$here/sweep.c"
}

skipped() {
    case $1 in
    clang*) grep -q 'gcc only' "$2" ;;
    *) false ;;
    esac
}

# What builds the library and links: tcc has no _Thread_local.
host_of() {
    case $1 in
    tcc*) echo gcc ;;
    *) echo "$1" ;;
    esac
}

configuration() {
    options=$(options_of "$1") variant=$(variant_of "$1") dir=$(directory_of "$1")
    cc=${options%% *} flags=${options#* }
    for p in $accept; do
        skipped "$cc" "$ACCEPT/$p.c" && continue
        n=$(name_of "$p")
        object "$dir/$n.o" "$variant/$n.c" "$cc" $flags $includes $warnings
    done
    for p in $structured sweep; do
        object "$dir/$p.o" "$variant/$p.c" "$cc" $flags $includes $warnings
    done
    for p in $runtime "$here/driver.c"; do
        object "$dir/runtime_$(basename "$p" .c).o" "$p" "$(host_of "$cc")" $flags $includes -D_GNU_SOURCE -I"$root/src" -I"$root/src/core"
    done
}

{
    rules
    plain_oracle
    stackful_oracle
    for variant in $(for c in "$@"; do variant_of "$c"; done | sort -u); do
        generate "$variant"
    done
    for c in "$@"; do
        configuration "$c"
    done
} > build.ninja.new
cmp -s build.ninja.new build.ninja 2> /dev/null || cp build.ninja.new build.ninja

# ---- oracles ----------------------------------------------------------------------

if ! ninja -j"$JOBS" plain/run stackful/run > oracle.log 2>&1; then
    grep -A 12 "^FAILED" oracle.log | cut -c1-200
    exit 2
fi
if [ ! expected/done -nt plain/run ] || [ ! expected/done -nt stackful/run ]; then
    rm -rf expected
    mkdir expected
    plain/run expected
    stackful/run expected
    cat expected/*.err
    touch expected/done
fi

# ---- generated code ------------------------------------------------------------------

# What fails to build is reported program by program, so the others go on.
ninja -k 0 -j"$JOBS" > build.log 2>&1
status=0

compare() {
    dir=$1 failed=0 n=0
    for log in expected/*.log; do
        name=$(basename "$log" .log)
        [ -n "$ONLY" ] && [ "$ONLY" != "$name" ] && continue
        [ -f "$dir/$name.o.skip" ] && continue
        n=$((n + 1))
        cmp -s "$log" "out/$dir/$name.log" && continue
        failed=$((failed + 1))
        if [ ! -f "out/$dir/$name.log" ]; then
            echo "FAIL $dir $name: not built"
            grep -A 3 -E "^FAILED: [^ ]*/$name\.[co]" build.log | sed -n '3,4p' | cut -c1-200
            continue
        fi
        echo "FAIL $dir $name: < expected, > generated"
        diff "$log" "out/$dir/$name.log" 2>&1 | head -n 12
        head -n 4 "out/$dir/$name.err" 2> /dev/null | cut -c1-200
    done
    echo "$dir: $((n - failed)) of $n programs agree"
    [ "$failed" -eq 0 ]
}

for c in "$@"; do
    options=$(options_of "$c") dir=$(directory_of "$c")
    for p in $accept; do
        skipped "$options" "$ACCEPT/$p.c" && touch "$dir/$(name_of "$p").o.skip"
    done
    # Nothing stale: an object whose generated source is gone is gone, too.
    for o in "$dir"/*.o; do
        n=$(basename "$o" .o)
        [ -f "$(variant_of "$c")/$n.c" ] || case $n in runtime_*) ;; *) rm -f "$o" ;; esac
    done
    mkdir -p "out/$dir"
    if ! $(host_of "$options") "$dir"/*.o -lm -lpthread -o "$dir/run" > "out/$dir.link" 2>&1; then
        echo "FAIL $dir: does not link"
        head -n 5 "out/$dir.link"
        status=1
        continue
    fi
    "$dir/run" "out/$dir" ${ONLY:+"$ONLY"}
    compare "$dir" || status=1
done

[ "$STRUCTURED" = "$here/structured" ] || exit $status

# ---- construct x way of leaving x number of programs ------------------------------------

cat expected/*.cover | awk '
    { n[$1, $2]++ }
    END {
        rows = split("defer within shield group await_each open_iter yield spawn spawn_into spawn_task detach cancel", row)
        ways = split("end break continue goto return cancel deadline failure", way)
        printf "%-12s", "left by"
        for (j = 1; j <= ways; j++) printf "%9s", way[j]
        print ""
        for (i = 1; i <= rows; i++) {
            printf "%-12s", row[i]
            for (j = 1; j <= ways; j++) {
                printf "%9d", n[row[i], way[j]]
                empty += !n[row[i], way[j]]
            }
            print ""
        }
        exit empty != 0
    }' || { echo "FAIL the table has an empty cell"; status=1; }

exit $status
