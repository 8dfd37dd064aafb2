#!/bin/sh
# run_corpus.sh CEDEC=PATH [WORK=DIRECTORY] [JOBS=2] [ONLY=NAME] [PLAIN=COMPILER]
#     [ACCEPT=DIRECTORY STRUCTURED=DIRECTORY] [CONFIGURATION...]
#
# Differential test of the generator: builds what each corpus program must print
# with two oracles (plain C for accept/, by the compiler PLAIN; stacks for structured/), generates each
# program once, builds all of them into one executable per configuration, runs
# these and compares the logs. The compiler gets many programs at a time, as unity.py
# puts them together, but with fill-dead each for itself, as a user compiles them; so it
# does where one does not compile, to tell which. With ONLY, one program. Prints a diff per program that differs, the table
# of constructs and ways of leaving, and a line per configuration. With other
# directories than the corpus's there is no table, and the programs, which nobody
# has written, may give warnings.
#
# A configuration is a compiler with its options, "gcc -O2"; a word fill-dead or
# poison-dead in it uses the code that cedec generated with that option, from text
# preprocessed once. Without any: all that CI runs. Its sanitizers look at unoptimised
# code, which keeps every access and takes a third of the time. A compiler that is
# missing is a failure.
#
# Exit status 0: everything agrees; 1: not; 2: an oracle did not build. In WORK
# everything stays for a look and is not built again while it is fresh:
# expected/NAME.log, out/CONFIGURATION/NAME.{log,err}, generated-COMPILER/NAME.c,
# build.log.
set -u

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
WORK=${TMPDIR:-/tmp}/cede-corpus JOBS=2 ONLY= CEDEC= PLAIN=gcc
ACCEPT=$here/accept STRUCTURED=$here/structured
while :; do
    case ${1-} in
    CEDEC=* | WORK=* | JOBS=* | ONLY=* | PLAIN=* | ACCEPT=* | STRUCTURED=*) eval "${1%%=*}=\${1#*=}"; shift ;;
    *) break ;;
    esac
done
[ -x "$CEDEC" ] || { echo "usage: run_corpus.sh CEDEC=PATH [WORK=DIRECTORY] [CONFIGURATION...]" >&2; exit 2; }
CEDEC=$(cd "$(dirname "$CEDEC")" && pwd)/$(basename "$CEDEC")

if [ $# -eq 0 ]; then
    san="-O0 -g -fsanitize=address,undefined"
    set -- "gcc -O2" "clang -O2" "gcc -O0 fill-dead" "gcc poison-dead $san" "clang $san"
fi

mkdir -p "$WORK" && cd "$WORK" || exit 2
rm -rf out
mkdir -p out

# ---- what is built, as ninja reads it ------------------------------------------

warnings="-Wall -Wextra -Werror"
[ "$ACCEPT" = "$here/accept" ] || warnings="-w"
includes="-I$here -I$root/tests/support -I$root/include"
# An archive, of which the linker takes what a simulated loop needs.
runtime=$(ls "$root"/src/core/*.c "$root"/src/debug/*.c "$root"/src/sim/*.c "$root"/src/port/posix.c "$root"/src/loop/write_file.c)
# A program's name from its path: accept/loops/while_body is loops_while_body.
name_of() { echo "$1" | tr / _; }

# The C files of a directory without their .c; with ONLY, that one.
programs_of() {
    (cd "$1" && find . -name '*.c') | sed 's,^\./,,; s,\.c$,,' | sort | while read -r p; do
        [ -n "$ONLY" ] && [ "$(name_of "$p")" != "$ONLY" ] || echo "$p"
    done
}
accept=$(programs_of "$ACCEPT")
structured=$(programs_of "$STRUCTURED")
# Without those that look at their surroundings, or read headers that others do not.
alone=$(cd "$ACCEPT" && grep -rlE '#include <(std(atomic|bool)|complex|tgmath|uchar|wchar|assert)|__func__|on its own' . |
    sed -n 's,^\./\(.*\)\.c$,\1,p' | tr '\n' ' ')
unities=27

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
  command = rm -f \$out; \$cc -std=gnu11 \$flags -MD -MF \$out.d -c \$in -o \$out
  depfile = \$out.d
  deps = gcc
rule open
  command = python3 $root/tests/support/stackful.py stackful \$in
  restat = 1
rule preprocess
  command = \$cc -E -dD -DCEDE__CEDEC=1 -std=gnu11 $includes \$in -o \$out
rule generate_preprocessed
  command = $CEDEC \$in -o \$out \$options > \$out.log 2>&1 || : > \$out
rule generate
  command = $CEDEC \$in -o \$out \$options -- \$cc -std=gnu11 $includes > \$out.log 2>&1 || : > \$out
rule unite
  command = python3 $here/unity.py $root/include/cede/frame.h \$directory $unities \$in
  restat = 1
rule archive
  command = rm -f \$out; ar rcs \$out \$in
rule link
  command = \$cc \$in -lm -o \$out
END
}

# What cedec refuses is an empty file, so the others go on; its messages are in NAME.c.log.

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
        object "$o" "$ACCEPT/$p.c" "$PLAIN" -O0 -DCORPUS_PLAIN $includes $warnings
        objects="$objects $o"
    done
    object plain/driver.o "$here/driver.c" gcc -O0 -DCORPUS_PLAIN $includes $warnings
    printf 'build plain/run: link %s plain/driver.o\n  cc = gcc\n' "$objects"
}

# No warnings: what stackful.py writes is not read by anybody.
stackful_oracle() {
    objects= opened= closed=
    flags="-O0 -w -fexceptions -DCORPUS_STACKFUL $includes"
    for p in $structured sweep; do
        in=$STRUCTURED/$p.c counted=1
        [ "$p" = sweep ] && in=$here/sweep.c counted=0
        opened="$opened stackful/$p.c" closed="$closed $in"
        object "stackful/$p.o" "stackful/$p.c" gcc $flags -DST_COUNTED=$counted
        objects="$objects stackful/$p.o"
    done
    printf 'build%s: open%s | %s\n' "$opened" "$closed" "$root/tests/support/stackful.py"
    for p in "$here/driver.c" "$root/tests/support/stackful.c"; do
        o=stackful/$(basename "$p" .c).oracle.o
        object "$o" "$p" gcc $flags
        objects="$objects $o"
    done
    printf 'build stackful/run: link %s\n  cc = gcc\n' "$objects"
}

# generated VARIANT NAME SOURCE
generated() {
    cc=${1##*-}
    case $1 in
    *-fill-*) options=--fill-dead ;;
    *-poison-*) options=--poison-dead ;;
    *)
        printf 'build %s/%s.c: generate %s | %s\n  cc = %s\n' "$1" "$2" "$3" "$CEDEC" "$cc"
        return
        ;;
    esac
    printf 'build %s/%s.c: generate_preprocessed %s | preprocessed-%s/%s.i %s\n' "$1" "$2" "$3" "$cc" "$2" "$CEDEC"
    printf '  options = %s --preprocessed preprocessed-%s/%s.i\n' "$options" "$cc" "$2"
}

# preprocessed COMPILER NAME SOURCE
preprocessed() { printf 'build preprocessed-%s/%s.i: preprocess %s\n  cc = %s\n' "$1" "$2" "$3" "$1"; }

# each COMMAND WORD: of every program.
each() {
    for p in $accept; do
        "$1" "$2" "$(name_of "$p")" "$ACCEPT/$p.c"
    done
    for p in $structured; do
        "$1" "$2" "$p" "$STRUCTURED/$p.c"
    done
    "$1" "$2" sweep "$here/sweep.c"
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

alone() {
    case " $alone" in
    *" $1 "*) ;;
    *) false ;;
    esac
}

# united CONFIGURATION: whether its compiler gets many programs at a time, not worth it for few.
united() {
    case $1 in
    *fill-dead*) false ;;
    *) [ -z "$ONLY" ] && [ "$ACCEPT" = "$here/accept" ] ;;
    esac
}

# The files that are compiled many at a time, of a variant and for a compiler.
unity_of() {
    for p in $accept; do
        alone "$p" || skipped "$2" "$ACCEPT/$p.c" || echo "$1/$(name_of "$p").c"
    done
    for p in $structured; do
        echo "$1/$p.c"
    done
}

# Numbers of the files that unity.py writes.
numbers() { seq $unities; }

unite() {
    outs=
    for n in $(numbers); do
        outs="$outs unity-$1/unity_$n.c"
    done
    printf 'build%s: unite %s | %s/unity.py\n  directory = unity-%s\n' "$outs" "$(unity_of "$1" "${1##*-}" | tr '\n' ' ')" "$here" "$1"
}

# The objects are written down, too: CONFIGURATION.each, and .united with those of many.
configuration() {
    options=$(options_of "$1") variant=$(variant_of "$1") dir=$(directory_of "$1") one= runtime_objects= outs=
    cc=${options%% *} flags=${options#* }
    for p in $accept; do
        n=$(name_of "$p")
        skipped "$cc" "$ACCEPT/$p.c" && touch "$dir.skip.$n" && continue
        object "$dir/$n.o" "$variant/$n.c" "$cc" $flags $includes $warnings
        alone "$p" && one="$one $dir/$n.o" || outs="$outs $dir/$n.o"
    done
    for p in $structured sweep; do
        object "$dir/$p.o" "$variant/$p.c" "$cc" $flags $includes $warnings
        [ "$p" = sweep ] && one="$one $dir/$p.o" || outs="$outs $dir/$p.o"
    done
    for p in $runtime "$here/driver.c"; do
        o=$dir/runtime_$(basename "$p" .c).o
        object "$o" "$p" "$(host_of "$cc")" $flags $includes -D_GNU_SOURCE -I"$root/src" -I"$root/src/core"
        runtime_objects="$runtime_objects $o"
    done
    printf 'build %s/runtime.a: archive %s\n' "$dir" "${runtime_objects% *}"
    one="$one ${runtime_objects##* } $dir/runtime.a"
    echo "$one $outs" > "$dir.each"
    rm -f "$dir.united"
    united "$1" || return
    outs=
    for n in $(numbers); do
        object "$dir/unity_$n.o" "unity-$variant/unity_$n.c" "$cc" $flags $includes $warnings
        outs="$outs $dir/unity_$n.o"
    done
    echo "$one $outs" > "$dir.united"
}

{
    rules
    plain_oracle
    stackful_oracle
    for variant in $(for c in "$@"; do variant_of "$c"; done | sort -u); do
        each generated "$variant"
    done
    for variant in $(for c in "$@"; do united "$c" && variant_of "$c"; done | sort -u); do
        unite "$variant"
    done
    for cc in $(for c in "$@"; do variant_of "$c"; done | sed -n 's/.*-\(fill\|poison\)-//p' | sort -u); do
        each preprocessed "$cc"
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

# What fails to build is reported program by program, so the others go on. Where many
# together do not compile, each is compiled for itself.
: > build.log
wanted=
for c in "$@"; do
    dir=$(directory_of "$c")
    [ -f "$dir.united" ] && wanted="$wanted $(cat "$dir.united")" || wanted="$wanted $(cat "$dir.each")"
done
ninja -k 0 -j"$JOBS" $wanted > build.log 2>&1
for c in "$@"; do
    dir=$(directory_of "$c")
    cp "$dir.each" "$dir.objects"
    [ -f "$dir.united" ] || continue
    if ls $(cat "$dir.united") > /dev/null 2>&1; then
        cp "$dir.united" "$dir.objects"
    else
        ninja -k 0 -j"$JOBS" $(cat "$dir.each") >> build.log 2>&1
    fi
done
status=0

compare() {
    dir=$1 failed=0 n=0
    for log in expected/*.log; do
        name=$(basename "$log" .log)
        [ -f "$dir.skip.$name" ] && continue
        n=$((n + 1))
        cmp -s "$log" "out/$dir/$name.log" && continue
        failed=$((failed + 1))
        if [ ! -f "out/$dir/$name.log" ]; then
            echo "FAIL $dir $name: not built"
            head -n 4 "$(variant_of "$c")/$name.c.log" | cut -c1-200
            grep -A 3 -E "^FAILED: $dir/$name\.o" build.log | sed -n '3,4p' | cut -c1-200
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
    mkdir -p "out/$dir"
    # shellcheck disable=SC2046 # words
    if ! $(host_of "$options") $(ls $(cat "$dir.objects") 2> /dev/null | grep -v '\.a$') "$dir/runtime.a" -lm -lpthread -o "$dir/run" > "out/$dir.link" 2>&1; then
        echo "FAIL $dir: does not link"
        head -n 5 "out/$dir.link"
        status=1
        continue
    fi
    "$dir/run" "out/$dir"
    compare "$dir" || status=1
done

[ "$STRUCTURED" = "$here/structured" ] && [ -z "$ONLY" ] || exit $status

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
