#!/bin/sh
# run.sh CEDEC [NAME...]
#
# What cedec warns about: checks each NAME.c of this folder and compares its messages
# with NAME.txt, byte by byte. What should be told and what should not stand side by side
# in each file. UPDATE=1 writes NAME.txt anew. Then precision and recall of async-lost-update
# on a labelled set, and the options, fact by fact.
#
# Exit status 0: all as expected; 1: not.
set -u
cedec=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
cd "$(dirname "$0")" || exit 1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0 n=0
include=$(cd ../../../include && pwd)
compiler="${CC:-gcc} -std=gnu11 -I$include"

complain() { echo "FAIL $name: $1"; failed=$((failed + 1)); }

names=${*:-$(ls ./*.c | sed 's,^\./,,; s,\.c$,,; /\.set$/d')}
for name in $names; do
    n=$((n + 1))
    "$cedec" --check "$name.c" -- $compiler 2> "$work/messages" || complain "exit status $?"
    [ -n "${UPDATE-}" ] && cp "$work/messages" "$name.txt"
    cmp -s "$name.txt" "$work/messages" || { complain "< expected, > told"; diff "$name.txt" "$work/messages"; }
done
[ $# -eq 0 ] || exit "$failed"

name=lost_update.set n=$((n + 1))
"$cedec" --check $name.c -- $compiler 2> "$work/messages" || complain "exit status $?"
awk -f agree.awk $name.c "$work/messages" || complain "precision below 99 % or recall below 90 %"

# ---- options ---------------------------------------------------------------------------

cd "$work" || exit 1
cat > two.c << 'END'
#include <cede.h>
#include <unistd.h>

async int f(int x);

async int two(void)
{
    sleep(1);
    await(f(1));
    return 0;
}
END
printf '#include <cede.h>\nasync int f(int x);\nint f(int x)\n{\n    return x;\n}\n' > omitted.c
printf 'int plain(int x) { return x; }\n' > plain.c

# Runs cedec on a file with these words in front of -- and behind the compiler's name;
# expects an exit status and the names of the warnings that are told, errors with a '!'.
told() {
    status=$1 expected=$2 file=$3 before=$4 behind=$5
    n=$((n + 1)) name="$before $file -- cc $behind"
    rm -f out.c
    "$cedec" $before $file -o out.c -- $compiler $behind 2> messages
    got=$?
    sed -n 's/.*\[-Werror,-Wasync-\(.*\)\]$/!\1/p; s/.*\[-Wasync-\(.*\)\]$/\1/p' messages | tr '\n' ' ' | sed 's/ $//' > names
    [ $got -eq $status ] || complain "exit status $got, not $status"
    [ "$(cat names)" = "$expected" ] || { complain "told '$(cat names)', not '$expected'"; cat messages; }
    if [ $status -eq 0 ]; then [ -e out.c ]; else [ ! -e out.c ]; fi || complain "the output file"
}

told 0 'blocking unused-result' two.c '' ''
told 0 'unused-result' two.c '-Wno-async-blocking' ''
told 0 'unused-result' two.c '' '-Wno-async-blocking'
told 0 '' two.c '-Wno-async' ''
told 0 '' two.c '-w' ''
told 0 '' two.c '' '-w'
told 0 'unused-result' two.c '-Wno-async -Wasync-unused-result' ''
told 0 'blocking unused-result' two.c '-Wno-async' '-Wasync'
told 1 '!blocking !unused-result' two.c '-Werror' ''
told 1 '!blocking !unused-result' two.c '' '-Werror'
told 1 '!blocking !unused-result' two.c '-Werror=async' ''
told 1 'blocking !unused-result' two.c '-Werror=async-unused-result' ''
told 1 'blocking !unused-result' two.c '' '-Werror -Wno-error=async-blocking'
told 0 'blocking unused-result' two.c '-Werror=async -Wno-error=async' ''
told 0 'blocking unused-result' two.c '-Werror -Wno-error' ''
told 1 '!blocking' two.c '-Wno-async -Werror=async-blocking' ''
told 0 '' two.c '-Werror -Wno-async' ''
told 0 'omitted' omitted.c '' ''
told 0 '' omitted.c '-Wno-async-omitted' ''
told 1 '!omitted' omitted.c '-Werror' ''
told 0 'unknown blocking unused-result' two.c '-Wno-async-bloking' ''
told 0 'unknown blocking unused-result' two.c '-Wblocking' ''
told 0 'unknown' two.c '-Wno-everything' '-Wno-async'
told 0 'blocking unused-result' two.c '-Wno-async-unknown -Wno-async-bloking' ''

# A response file is read as its words would be, and what is none of ours still reaches the compiler.
printf -- '-Wno-async -Wasync-blocking\n' > words
printf -- '-Werror=async-blocking @words -DNUMBER=8\n' > more
printf -- '-Wall\n' > plain
printf '#ifndef NUMBER\n#error "no NUMBER"\n#endif\n' | cat - two.c > numbered.c
told 0 'blocking' two.c '' '@words'
told 1 '!blocking' numbered.c '' '@more'
told 0 'blocking unused-result' two.c '' '@plain'
told 0 'unused-result' two.c '' '@plain -Wno-async-blocking'

# The passes are taken once more for a budget; what they find is told once.
sed 's/await(f(1))/await(cede_sleep(cede_ms(1)))/' two.c > known.c
told 0 'blocking' known.c '--budget two=100000' ''
told 0 'blocking' known.c '--budget two=100000' '@words'
told 1 '!blocking' numbered.c '--budget two=100000' '@more'
told 0 'unknown blocking' known.c '--budget two=100000 -Wno-async-bloking' ''
told 0 'omitted' omitted.c '--budget f=100000' ''

said() { n=$((n + 1)); grep -qxF -- "$1" messages || { complain "does not say: $1"; cat messages; }; }
name="a name that is not there"
"$cedec" --check two.c -Wno-async-bloking -- $compiler -Werror=async-ordre 2> messages
said "cedec: warning: unknown warning option '-Wno-async-bloking'; did you mean '-Wno-async-blocking'? [-Wasync-unknown]"
said "cedec: warning: unknown warning option '-Werror=async-ordre'; did you mean '-Werror=async-order'? [-Wasync-unknown]"

# The wrapper keeps what is cedec's from the compiler, whatever it compiles, and passes
# the rest on.
wrapped() {
    status=$1 expected=$2 file=$3 words=$4
    n=$((n + 1)) name="--wrap cc $words -c $file"
    rm -f out.o
    "$cedec" --wrap $compiler $words -c $file -o out.o 2> messages
    got=$?
    sed -n 's/.*\[-Werror,-Wasync-\(.*\)\]$/!\1/p; s/.*\[-Wasync-\(.*\)\]$/\1/p' messages | tr '\n' ' ' | sed 's/ $//' > names
    [ $got -eq $status ] || { complain "exit status $got, not $status"; cat messages; }
    [ "$(cat names)" = "$expected" ] || { complain "told '$(cat names)', not '$expected'"; cat messages; }
    if [ $status -eq 0 ]; then [ -e out.o ]; else [ ! -e out.o ]; fi || complain "the output file"
}
wrapped 0 'blocking unused-result' two.c '-Wall -Wextra'
wrapped 0 'unused-result' two.c '-Wall -Wextra -Wno-async-blocking'
wrapped 0 'blocking' two.c '@words'
wrapped 0 '' two.c '-Werror -Wno-async'
wrapped 1 '!blocking unused-result' two.c '-Werror=async-blocking'
wrapped 1 '!blocking !unused-result' two.c '-Werror'
wrapped 0 '' plain.c '-Werror -Wasync-blocking -Werror=async-order'
wrapped 0 '' plain.c '@words'

echo "$((n - failed)) of $n as expected"
[ $failed -eq 0 ]
