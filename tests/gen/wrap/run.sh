#!/bin/sh
# run.sh CEDEC LIBRARY INCLUDE COMPILER...: what `cedec --wrap COMPILER` does, beside
# what COMPILER does alone.
#
# Each fact is a function whose name says it; it runs in an empty folder with the sources
# of sources() and fails by its exit status. Nothing may be left that its compiler
# would not have left.
set -u
cedec=$1 library=$2 include=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
export TMPDIR="$work/temporary files"
mkdir "$TMPDIR"

say() { echo "  $*" >&2; }
fail() { say "$*"; exit 1; }
expect() { [ "$1" = "$2" ] || fail "expected '$2', got '$1'"; }
contains() { grep -qF -- "$2" "$1" || { sed 's/^/  | /' "$1" | head -n 20 >&2; fail "$1 lacks: $2"; }; }
lacks() { ! grep -qF -- "$2" "$1" || fail "$1 contains: $2"; }
silent() { [ ! -s "$1" ] || { sed 's/^/  | /' "$1" | head -n 20 >&2; fail "$1 should be empty"; }; }

# An async program in two files, a header, and a file that is ordinary C.
sources() {
    mkdir -p src other "a b"
    cat > src/limit.h << 'END'
#define LIMIT 3
static inline const char *header_file(void) { return __FILE__; }
END
    cat > src/main.c << 'END'
#include <cede.h>
#include <stdio.h>
#include <string.h>
#include "limit.h"

async int twice(int x);

static async int count(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        await(cede_yield());
        sum += await(twice(i));
    }
    return sum;
}

int main(void)
{
    printf("%d %s %s %d\n", cede_run(count(LIMIT)), __FILE__, header_file(), __LINE__);
    return 0;
}
END
    cat > src/twice.c << 'END'
#include <cede.h>

async int twice(int x)
{
    await(cede_yield());
    return 2 * x;
}
END
    cp src/twice.c other/twice.c
    cp src/main.c "a b/main file.c"
    cp src/limit.h "a b"
    printf 'int plain(int x) { return x; }\n' > plain.c
    cat > wrong.c << 'END'
#include <cede.h>

async int wrong(void)
{
    cede_yield();
    return 0;
}
END
}

wrap() { "$cedec" --wrap $cc -I"$include" "$@"; }
link() { wrap "$@" "$library" -lpthread; }

# ---- objects and programs ---------------------------------------------------------------

objects_link_and_run_and_name_the_users_file() {
    wrap -Wall -Wextra -Werror -O2 -c src/main.c -o main.o &&
    wrap -Wall -Wextra -Werror -O2 -c src/twice.c -o twice.o &&
    link main.o twice.o -o program &&
    expect "$(./program)" "6 src/main.c src/limit.h 20"
}

without_o_the_object_has_the_sources_name() {
    wrap -c src/main.c && wrap -c src/twice.c && [ -f main.o ] && [ -f twice.o ] || fail "no objects"
    wrap -S src/twice.c && [ -f twice.s ] || fail "no assembly"
}

several_sources_in_one_command() {
    wrap -c src/main.c src/twice.c && [ -f main.o ] && [ -f twice.o ] || fail "no objects"
    link src/main.c src/twice.c plain.c -o program && expect "$(./program)" "6 src/main.c src/limit.h 20"
}

sources_of_several_folders_keep_their_headers() {
    printf '#define LIMIT 100\n' > other/limit.h
    printf '#include <cede.h>\n#include "limit.h"\n_Static_assert(LIMIT == 100, "");\nasync int limit(void) { await(cede_yield()); return LIMIT; }\n' > other/limit.c
    link src/main.c other/twice.c other/limit.c -o program && expect "$(./program)" "6 src/main.c src/limit.h 20" &&
    wrap -c src/main.c other/limit.c && [ -f main.o ] && [ -f limit.o ] || fail "no objects"
}

the_file_of_the_working_folder_is_named_as_it_is() {
    cd src && link main.c twice.c -o program && expect "$(./program | cut -d' ' -f1,2)" "6 main.c"
}

paths_with_spaces() {
    link "a b/main file.c" src/twice.c -MD -MF "a b/d e.d" -o "a b/the program" &&
    expect "$("./a b/the program")" "6 a b/main file.c a b/limit.h 20"
}

standard_input() {
    wrap -Isrc -x c -c - -o main.o < src/main.c && link main.o src/twice.c -o program &&
    expect "$(./program)" "6 <stdin> src/limit.h 20"
}

standard_input_without_async() {
    echo 'int main(void) { return 0; }' | wrap -x c - -o program && ./program
}

x_names_the_language() {
    cp src/twice.c twice.txt
    wrap -x c -c twice.txt -o twice.o && link src/main.c twice.o -o program && ./program > out
}

names_may_stand_behind_dashes() {
    [ $cc = gcc ] && return             # which has no such option
    wrap -c -o twice.o -- src/twice.c && wrap -E -- src/twice.c > twice.i && lacks twice.i .cedec &&
    link src/main.c twice.o -o program && ./program > out
}

response_files_are_read() {
    printf -- '-c "src/main.c"\n-o main.o -DNAME="a\\ b"' > main.rsp
    wrap @main.rsp && [ -f main.o ] || fail "no object"
    echo "main.o src/twice.c -o program" > link.rsp
    link @link.rsp && ./program > out
}

lto() {
    wrap -O2 -flto -c src/main.c && wrap -O2 -flto -c src/twice.c && link -O2 -flto main.o twice.o -o program &&
    expect "$(./program)" "6 src/main.c src/limit.h 20"
}

preprocessed_headers_are_passed_through() {
    wrap -x c-header src/limit.h -o limit.h.pch 2> out && [ -f limit.h.pch ] || fail "no precompiled header"
    wrap -include src/limit.h -c src/twice.c && [ -f twice.o ]
}

a_header_in_front_may_be_cede() {
    printf 'async int twice(int x)\n{\n    await(cede_yield());\n    return 2 * x;\n}\n' > bare.c
    wrap -Wall -Wextra -Werror -include cede.h -c bare.c -o twice.o && link src/main.c twice.o -o program && ./program > out
}

save_temps_has_the_sources_name() {
    wrap -save-temps -c src/twice.c -o twice.o && [ -f twice.i ] && [ -f twice.s ] || fail "no twice.i and twice.s"
}

the_file_and_its_base_name_are_the_users() {
    printf '#include <cede.h>\nconst char base[] = "<" __BASE_FILE__ "|" __FILE__;\nasync int f(void) { await(cede_yield()); return 0; }\n' > names.c
    wrap -c names.c && strings -n 4 names.o > out && contains out '<names.c|names.c'
}

a_user_can_map_prefixes() {
    wrap -g "-ffile-prefix-map=$PWD=/build" -c "$PWD/src/twice.c" && readelf --debug-dump=info twice.o > out &&
    contains out /build/src/twice.c && lacks out "$PWD"
}

# ---- -E ---------------------------------------------------------------------------------------

preprocessed_text_is_what_is_compiled() {
    wrap -E src/main.c > main.i && wrap -E src/twice.c -o twice.i && lacks main.i .cedec && lacks main.i "$TMPDIR" &&
    lacks twice.i .cedec && contains twice.i '# 1 "src/twice.c"' && wrap -E src/twice.c -o /dev/stdout | cmp - twice.i && link main.i twice.i -o program &&
    expect "$(./program)" "6 src/main.c src/limit.h 20" &&
    if [ "$cc" = gcc ]; then
        cp twice.i twice.c && wrap -fpreprocessed -c twice.c && link main.i twice.o -o program && ./program > out
    fi
}

questions_are_answered_by_the_compiler() {
    for question in --version -dumpmachine -print-search-dirs -v "-E -dM -x c -" "-Wl,--version" "-### -c src/main.c" \
        "-print-file-name=libc.a" "-M src/main.c" "-MM src/twice.c" "-E -P -x c -" "-E -dM src/main.c"; do
        echo 'int x = __LINE__;' > in
        $cc -I"$include" $question < in > expected 2>&1
        s=$?
        wrap $question < in > got 2>&1
        expect $? $s
        for text in expected got; do        # names of temporary files
            sed -E "s,(/tmp|$TMPDIR)/(cc[A-Za-z0-9]*|[a-z]+-[0-9a-f]+),TMP,g" $text > $text.1
        done
        cmp -s expected.1 got.1 || { diff expected.1 got.1 | head -n 6 >&2; fail "$question differs"; }
    done
}

# ---- dependencies ---------------------------------------------------------------------------

# With -Dawait= it compiles what cedec generates from.
depfiles_are_the_compilers() {
    for options in "-MD" "-MMD" "-MD -MF x.d" "-MMD -MF x.d -MP" "-MMD -MT a -MT b" "-MD -MQ a\$b -MP" "-MMD -MFx.d -MTa" "-Wp,-MMD,x.d"; do
        for output in "" "-o out.o" "-o sub/out.o"; do
            rm -rf sub *.d *.o; mkdir sub
            $cc -w -DCEDE__GENERATED -Dawait= -I"$include" $options -c src/twice.c $output 2> err || { cat err >&2; fail "$cc $options"; }
            mkdir -p expected && find . -name '*.d' ! -path './expected/*' | while read -r d; do cp "$d" expected/; done
            rm -rf sub *.d *.o; mkdir sub
            wrap $options -c src/twice.c $output || fail "$options $output"
            found=$(find . -name '*.d' ! -path './expected/*')
            [ -n "$found" ] || fail "$options $output: no depfile"
            for d in $found; do
                tr -s ' \\\n' '\n\n\n' < "$d" > got.1; tr -s ' \\\n' '\n\n\n' < "expected/$(basename "$d")" > expected.1
                cmp -s got.1 expected.1 || { diff expected.1 got.1 | head -n 5 >&2; fail "$options $output: $d differs"; }
            done
            rm -rf expected
        done
    done
}

a_depfile_of_a_program() {
    link -MMD src/main.c src/twice.c -o program && contains program.d 'program: src/twice.c' && lacks program.d cedec
    link -MMD src/main.c other/twice.c -o program && contains program.d 'program: other/twice.c' && lacks program.d cedec
}

depfiles_escape_spaces() {
    wrap -MMD -c "a b/main file.c" -o "a b/x.o" && contains "a b/x.d" 'a\ b/main\ file.c' && lacks "a b/x.d" cedec
}

# ---- files without async functions -----------------------------------------------------------

same_bytes() {
    rm -f out.o expected.o
    $cc -g -O2 -I"$include" "$@" -c x.c -o out.o && mv out.o expected.o && wrap -g -O2 "$@" -c x.c -o out.o && cmp out.o expected.o
}

a_file_without_async_is_compiled_as_it_is() {
    cp plain.c x.c && same_bytes &&
    { printf '#include <cede.h>\n#include <stdio.h>\n'; cat plain.c; } > x.c && same_bytes &&
    { printf '#include <cede.h>\nasync int twice(int);\nint start(cede_group *g) { return spawn(g, twice(1)); }\n'; cat plain.c; } > x.c && same_bytes &&
    printf 'int async(int await) { return await; }\n' > x.c && same_bytes &&
    for example in simple_loop echo_macros blink_macros; do cp "$here/../../../examples/$example.c" x.c && same_bytes || exit 1; done
}

what_was_generated_before_is_compiled_as_it_is() {
    for source in main twice; do
        "$cedec" src/$source.c -o src/$source.async.c -- "$cedec" --wrap $cc -I"$include" || fail "a wrapped preprocessor"
        cp src/$source.async.c x.c && same_bytes -Isrc || exit 1
    done
    link src/main.async.c src/twice.async.c -o program && expect "$(./program | cut -d' ' -f1,2)" "6 src/main.c"
}

async_behind_a_header_is_found() {
    printf '#include <cede.h>\n#define CORO async\n#define WAIT(x) await(x)\n' > other/words.h
    printf '#include "words.h"\n' > other/all.h
    printf '#include "all.h"\nCORO int twice(int x) { WAIT(cede_yield()); return 2 * x; }\n' > hidden.c
    wrap -Iother -c hidden.c -o twice.o && link src/main.c twice.o -o program && ./program > out
}

other_languages_are_passed_through() {
    printf 'int f(int async) { int await = async; return await; }\n' > x.cc
    printf '.globl f\nf:\n' > y.s
    wrap -c x.cc -o x.o && wrap -c y.s -o y.o && [ -f x.o ] && [ -f y.o ]
}

# ---- messages and status ----------------------------------------------------------------------

what_cedec_refuses_fails_and_leaves_nothing() {
    echo old > wrong.o
    wrap -c wrong.c -o wrong.o 2> err
    expect $? 1
    contains err 'wrong.c:5:5: error:'
    [ ! -e wrong.o ] || fail "an object was left"
}

a_call_that_nobody_runs_is_told_in_ordinary_files_too() {
    printf '#include <cede.h>\nasync int twice(int);\nint main(void) { return twice(1); }\n' > x.c
    wrap -c x.c 2> err
    expect $? 1
    contains err "x.c:3:25: error: the async function 'twice' is called from an ordinary function"
}

what_the_compiler_refuses_is_its_message() {
    sed 's/return 2/return undeclared/' src/twice.c > wrong.c
    wrap -c wrong.c 2> err
    expect $? 1
    contains err 'wrong.c:6:'
    lacks err .cedec
    printf '#include <cede.h>\n#include "missing.h"\nasync int f(void) { return 0; }\n' > x.c
    wrap -c x.c 2> err
    expect $? 1
    contains err 'x.c:2:10: fatal error:'
    lacks err cedec:
}

warnings_may_be_errors() {
    printf '#include <cede.h>\nasync int f(int x);\nint f(int x) { await(cede_yield()); return x; }\n' > x.c
    wrap -c x.c 2> err && contains err "x.c:3:5: warning:" || fail "no warning"
    wrap -w -c x.c 2> err && silent err
    ! wrap -Werror -c x.c 2> err && contains err "x.c:3:5: error:"
}

missing_files_and_compilers_are_told() {
    $cc -c nowhere.c 2> expected; s=$?
    wrap -c nowhere.c 2> err
    expect $? $s
    cmp expected err
    for source in plain.c src/twice.c; do
        "$cedec" --wrap ./no-compiler -c $source 2> err
        expect $? 127
        contains err "cannot run ./no-compiler"
    done
    "$cedec" --wrap 2> err
    expect $? 2
}

# A compiler that waits to be killed when it compiles.
a_signal_ends_both_and_leaves_nothing() {
    mkfifo started
    cat > slow << END
#!/bin/sh
for word; do [ "\$word" = -E ] && exec $cc "\$@"; done
echo \$\$ > started
exec tail -f /dev/null
END
    chmod +x slow
    for signal in 1 2 15; do
        # INT is ignored for a job in the background, HUP under nohup, and that stays so.
        python3 -c 'import os, signal, sys
for s in signal.SIGHUP, signal.SIGINT, signal.SIGTERM:
    signal.signal(s, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])' "$cedec" --wrap ./slow -I"$include" -c src/twice.c -o twice.o &
        wrapper=$!
        read -r compiler < started
        ls -d twice.o.cedec > out || fail "no folder while it runs"
        kill -$signal $wrapper
        wait $wrapper 2> out
        expect $? $((128 + signal))
        ! kill -0 "$compiler" 2> err || fail "the compiler lives"
        [ ! -e twice.o.cedec ] || fail "the folder was left"
    done
    rm slow started
}

what_a_killed_run_left_is_used_and_removed() {
    mkdir -m 700 twice.o.cedec && touch twice.o.cedec/twice.c && wrap -c src/twice.c -o twice.o && [ ! -e twice.o.cedec ] || fail "it is there"
    mkdir -m 777 twice.o.cedec && wrap -c src/twice.c -o twice.o && [ -d twice.o.cedec ] || fail "it was another's"
    rmdir twice.o.cedec
}

a_compiler_that_is_killed_kills_the_wrapper() {
    printf '#!/bin/sh\nfor word; do [ "$word" = -E ] && exec %s "$@"; done\nkill -SEGV $$\n' "$cc" > dying
    chmod +x dying
    "$cedec" --wrap ./dying -I"$include" -c src/twice.c 2> err
    expect $? 139
}

# ---- with others ----------------------------------------------------------------------------------

a_cache_in_front_knows_it_again() {
    export CCACHE_DIR=$PWD/cache
    for time in 1 2; do
        "$cedec" --wrap ccache $cc -I"$include" -MMD -c src/twice.c -o twice.o || fail "ccache"
        contains twice.d src/twice.c
        lacks twice.d cedec
    done
    ccache --print-stats > out
    grep -qE '^(direct|preprocessed)_cache_hit.1$' out || { cat out >&2; fail "no hit"; }
    rm -rf cache
}

a_cache_around_it_works() {
    export CCACHE_DIR=$PWD/cache
    ccache "$cedec" --wrap $cc -I"$include" -c src/twice.c -o twice.o && rm twice.o || fail "ccache cedec --wrap"
    ln -s "$cedec" "cedec-$cc"
    for time in 1 2; do
        ccache "./cedec-$cc" -I"$include" -c src/twice.c -o twice.o || fail "ccache cedec-$cc"
    done
    ccache --print-stats > out
    grep -qE '^(direct|preprocessed)_cache_hit.1$' out || { cat out >&2; fail "no hit"; }
    link src/main.c twice.o -o program && ./program > out
    rm -rf cache "cedec-$cc"
}

debug_information_names_the_users_file() {
    wrap -g -c src/main.c && readelf --debug-dump=info,line main.o > out && contains out src/main.c && lacks out .cedec && lacks out "$TMPDIR" &&
    lacks out "cedec output"
}

a_debugger_stops_in_the_users_file() {
    wrap -g -O0 -c src/main.c && link -g -O0 main.o src/twice.c -o program || exit 1
    gdb -nx -batch -ex 'break main.c:13' -ex run -ex 'info source' -ex next -ex next -ex 'info line' ./program > out 2>&1
    contains out 'main.c:13' && contains out 'Current source file is src/main.c' && contains out 'sum += await(twice(i));' && lacks out .cedec
}

a_name_of_its_own_is_the_wrapper() {
    ln -s "$cedec" cedec-$cc
    ./cedec-$cc -I"$include" -c src/twice.c -o twice.o && link src/main.c twice.o -o program && ./program > out
    rm cedec-$cc
}

make_in_parallel_with_depfiles() {
    cat > Makefile << 'END'
CFLAGS = -Wall -Wextra -Werror -MMD $(INCLUDE)
program: main.o twice.o plain.o
	$(CC) $^ $(LDLIBS) -o $@
%.o: src/%.c
	$(CC) $(CFLAGS) -c $< -o $@
-include *.d
END
    set -- CC="$cedec --wrap $cc" INCLUDE="-I$include" LDLIBS="$library -lpthread"
    make -s -j4 "$@" && expect "$(./program)" "6 src/main.c src/limit.h 20" && make -q "$@" || fail "built again"
    sed -i 's/LIMIT 3/LIMIT 4/' src/limit.h
    make -s -j4 "$@" && expect "$(./program)" "12 src/main.c src/limit.h 20"
}

# ---- all of them -------------------------------------------------------------------------------------

facts=$(sed -n 's/^\([a-z_]*\)() {$/\1/p' "$here/run.sh" | grep -vxE 'say|fail|expect|contains|lacks|silent|sources|wrap|link|same_bytes')
total=0
for cc; do
    for fact in ${FACTS:-$facts}; do
        total=$((total + 1))
        rm -rf "$work/at" && mkdir "$work/at"
        if ! (cd "$work/at" && sources && $fact) || [ -n "$(find "$work/at" -name '*.cedec*'; ls "$TMPDIR")" ]; then
            echo "FAIL $cc: $fact"
            find "$work/at" -name '*.cedec*'
            ls "$TMPDIR"
            rm -rf "$TMPDIR"/*
            failed=$((failed + 1))
        fi
    done
done
echo "$((total - failed)) of $total facts hold"
[ "$failed" -eq 0 ]
