#!/bin/sh
# hostile.sh CEDEC
#
# Inputs that break careless programs, made here: each must end with exit status 1 and
# a message that says so, or with 0, within seconds, and a failed run must leave no
# output file, not even one that was there before.
#
# Exit status 0: all as expected; 1: not.
set -u
cedec=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
include=$(cd "$(dirname "$0")/../../../include" && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0 n=0

complain() { echo "FAIL $1: $2"; head -n 3 messages; failed=$((failed + 1)); }

# expect STATUS MESSAGE NAME [COMPILER...]: NAME.c gives the status, and a message that matches.
expect() {
    want=$1 message=$2 name=$3
    shift 3
    [ $# -gt 0 ] || set -- gcc -std=gnu11 "-I$include"
    n=$((n + 1))
    echo stale > out.c
    timeout 20 "$cedec" "$name.c" -o out.c -- "$@" > messages 2>&1
    status=$?
    [ $status -eq "$want" ] || complain "$name" "exit status $status, not $want"
    [ -z "$message" ] || grep -q -e "$message" messages || complain "$name" "no message like '$message'"
    if [ "$want" -ne 0 ]; then
        [ ! -e out.c ] || complain "$name" "an output was left"
    else
        grep -q stale out.c && complain "$name" "no output"
        [ ! -s messages ] || complain "$name" "a message"
    fi
    ls ./*.tmp > /dev/null 2>&1 && complain "$name" "an unfinished file was left"
}

# repeat TEXT TIMES
repeat() { awk -v text="$1" -v n="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'; }
# in_function TEXT: a file with TEXT in an async function.
in_function() {
    printf '#include <cede.h>\nasync int f(int x)\n{\n'
    cat
    printf '\n    return await(cede_yield());\n}\n'
}

# ---- files and compilers that are not there, or fail -------------------------------------

expect 1 'No such file' no_such_file
mkdir directory.c
expect 1 'directory' directory
: > empty.c
expect 0 '' empty
printf '\n\n' > blank.c
expect 0 '' blank
printf '#include <cede.h>' > no_newline.c
expect 0 '' no_newline

echo 'int x;' | in_function > good.c
expect 0 '' good
expect 1 'cannot run .*No such file' good /no/such/compiler
expect 1 'preprocessor failed' good false
expect 1 'preprocessor failed' good gcc -fno-such-option "-I$include"
printf '#!/bin/sh\nkill -9 $$\n' > killed
chmod +x killed
expect 1 'ended by signal 9' good ./killed
expect 1 'printed nothing' good true

printf '#include "no_such_header.h"\nasync int f(void) { return 0; }\n' > missing_header.c
expect 1 'no_such_header.h: No such file' missing_header
printf '#error this is no good\nasync int f(void) { return 0; }\n' > preprocessor_error.c
expect 1 'this is no good' preprocessor_error
printf '#include <cede.h>\nasync int f(void) { return 0; }\n/* and so on\n' > open_comment.c
expect 1 'unterminated comment' open_comment
printf '#include "includes_itself.c"\nasync int f(void) { return 0; }\n' > includes_itself.c
expect 1 'nested' includes_itself

mkdir out
n=$((n + 1))
"$cedec" good.c -o out -- gcc "-I$include" > messages 2>&1 && complain "output is a directory" "exit status 0"
rmdir out
n=$((n + 1))
"$cedec" good.c -o no/such/folder/out.c -- gcc "-I$include" > messages 2>&1 && complain "no output folder" "exit status 0"
n=$((n + 1))
"$cedec" good.c -o good.c -- gcc "-I$include" > messages 2>&1
[ $? -eq 2 ] && [ -s good.c ] || complain "output is the input" "it was not refused"

# A word of the command line that cedec does not take, and the whole line.
usage() {
    n=$((n + 1))
    message=$1
    shift
    "$cedec" "$@" > messages 2>&1
    [ $? -eq 2 ] && grep -q -e "$message" messages || complain "cedec $*" "status, or no message like '$message'"
}
usage 'which file'
usage 'unknown option --no-such' --no-such good.c
usage 'which compiler behind --wrap' --wrap
usage '--wrap takes the compiler' -o good.o --wrap gcc -c good.c
usage 'no such choice: --emit=pascal' --emit=pascal good.c
usage 'one file at a time: b.c' a.c b.c
usage 'something is missing behind -o' good.c -o

# ---- bytes ---------------------------------------------------------------------------------

printf 'int y = 1; \0 int z = 2;' | in_function > nul.c
expect 0 '' nul
printf 'int y\303\244 = 1; int z = y\303\244;' | in_function > letters.c
expect 0 '' letters
printf 'int y = \377\376;' | in_function > no_text.c
expect 1 'cannot stand in a program' no_text
printf '\357\273\277' > bom.c
cat good.c >> bom.c
expect 0 '' bom
sed 's/$/\r/' good.c > crlf.c
expect 0 '' crlf
head -c 20000 /dev/urandom > noise.c
timeout 20 "$cedec" noise.c -o out.c -- gcc > messages 2>&1
[ $? -le 1 ] || complain noise "neither accepted nor refused"
printf 'const char *s = "abc' | in_function > open_string.c
expect 1 'string is not closed' open_string
printf "int c = 'a;" | in_function > open_character.c
expect 1 'character constant is not closed' open_character

# ---- sizes ---------------------------------------------------------------------------------

{ printf 'x = '; repeat '(' 100000; printf 'x'; repeat ')' 100000; printf ';'; } | in_function > parens.c
expect 1 'nested too deeply' parens
{ printf 'x = '; repeat '(' 100000; } | in_function > open_parens.c
expect 1 'nested too deeply' open_parens
{ repeat '{' 100000; repeat '}' 100000; } | in_function > blocks.c
expect 1 'nested too deeply' blocks
{ repeat 'if (x) ' 100000; printf ';'; } | in_function > ifs.c
expect 1 'nested too deeply' ifs
{ printf 'x = '; repeat '-' 1; repeat '!' 100000; printf 'x;'; } | in_function > unary.c
expect 1 'nested too deeply' unary
{ printf 'x = x'; repeat ' + x' 100000; printf ';'; } | in_function > sum.c
expect 1 'too long a chain' sum
{ printf 'x = x'; repeat ' = x' 100000; printf ';'; } | in_function > assignments.c
expect 1 'nested too deeply' assignments
{ printf 'x = x'; repeat ' ? x : x' 100000; printf ';'; } | in_function > conditionals.c
expect 1 'nested too deeply' conditionals
{ printf 'int '; repeat '*' 100000; printf 'p;'; } | in_function > pointers.c
expect 1 'too many levels' pointers
{ printf 'int a'; repeat '[1]' 100000; printf ';'; } | in_function > dimensions.c
expect 1 'nested too deeply' dimensions
{ printf 'int a = '; repeat '{' 100000; repeat '}' 100000; printf ';'; } | in_function > braces.c
expect 1 'nested too deeply' braces
{ repeat 'struct { ' 100000; printf 'int x;'; repeat '} s;' 100000; } | in_function > structs.c
expect 1 'nested too deeply' structs
repeat 'x++; ' 100000 | in_function > statements.c
expect 0 '' statements
{ printf 'switch (x) {'; awk 'BEGIN { for (i = 0; i < 3000; i++) print "case " i ":" }'; printf ';}'; } | in_function > cases.c
expect 0 '' cases
awk 'BEGIN { for (i = 0; i < 3000; i++) print "await(cede_yield());" }' | in_function > awaits.c
expect 0 '' awaits
awk 'BEGIN { s = sprintf("%90s", ""); for (i = 0; i < 100000; i++) printf "x += %d[\"%s\"];\n", i % 90, s }' | in_function > ten_megabytes.c
expect 0 '' ten_megabytes
awk 'BEGIN { for (i = 0; i < 1000; i++) printf "int v%d = await(cede_yield()); x += v%d;\n", i, i }' | in_function > locals.c
expect 0 '' locals
{ printf 'const char *s = "'; repeat 'x' 1000000; printf '";'; } | in_function > string.c
expect 0 '' string
{ repeat 'x' 100000; printf ' = 1;'; } | in_function > name.c
expect 0 '' name
{ printf 'x + '; repeat ' ' 1000000; printf ';'; } | in_function > long_line.c
expect 1 'long_line.c:4:' long_line

# ---- line numbers --------------------------------------------------------------------------

printf '#include <cede.h>\n#line 2147483647\nasync int f(int x)\n{\n    return await(cede_yield()) + x;\n}\n' > last_line.c
expect 0 '' last_line
printf '#include <cede.h>\n#line 2147483647 "x.c"\nasync int f(int x)\n{\n    return await(cede_yield()) + ;\n}\n' > error_there.c
expect 1 'expected an expression' error_there
# What no preprocessor says: markers far beyond any line, below the first, without a name.
for marker in '# 99999999999999999999 "x.c"' '# 0 "x.c"' '# 4294967296 "x.c" 1' '# 12' '#' '# "x.c" 3' '# 1 "x.c'; do
    n=$((n + 1))
    printf 'struct cede_fn;\nint g(int x);\n%s\nasync int f(int x)\n{\n    return g(x) + ;\n}\n' "$marker" > markers.c
    rm -f out.c
    timeout 20 "$cedec" markers.c --preprocessed markers.c -o out.c > messages 2>&1
    [ $? -eq 1 ] && grep -q 'error: ' messages && [ ! -e out.c ] || complain "markers.c with $marker" "no clear error"
done

# ---- a program that ends anywhere: never a crash, never an output that is not whole ------------

cat > whole.c <<'END'
#include <cede.h>
struct s { int a, *b; };
static async int h(struct s s) { return s.a; }
async int g(int x, char c[static 3])
{
    defer { await(cede_yield()); }
    group (k) {
        spawn(k, h((struct s){ .a = x, .b = &x }));
        for (int i = 0; i < await(h((struct s){ 3, 0 })); i++)
            within (cede_ms(5)) { x += c[i] ? await(g(x - 1, c)) : 'a'; } else { break; }
    } else {
        switch (x) { case 1 ... 3: shield { goto end; } default: return ({ "\x41"[0]; }); }
    }
end:
    return x;
}
END
size=$(wc -c < whole.c) at=0
while [ $at -lt "$size" ]; do
    n=$((n + 1))
    head -c $at whole.c > cut.c
    rm -f out.c
    timeout 10 "$cedec" cut.c -o out.c -- gcc "-I$include" > messages 2>&1
    status=$?
    [ $status -le 1 ] || complain "whole.c cut at $at" "exit status $status"
    [ $status -eq 0 ] || [ ! -e out.c ] || complain "whole.c cut at $at" "an output was left"
    at=$((at + 23))
done

# What the compiler refuses in the output, as it would in a plain call: a struct given as
# its first member.
cat > bare_number.c <<'C'
#include <cede.h>
struct pair { int x, y; };
async int sum(struct pair p, int z) { await(cede_yield()); return p.x + p.y + z; }
async int sleeps(void) { await(cede_sleep(500)); return 0; }
async int adds(void) { return await(sum(3, 4)); }
C
expect 0 "" bare_number
for cc in gcc clang; do
    n=$((n + 1))
    $cc "-I$include" -c out.c -o out.o 2> messages
    [ "$(grep -c 'error: .*incompatible type' messages)" = 2 ] || complain bare_number "$cc takes a number for a struct"
done

echo "$((n - failed)) of $n hostile inputs as expected"
[ $failed -eq 0 ]
