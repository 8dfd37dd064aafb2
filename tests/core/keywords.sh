#!/bin/sh
# Reads keywords.c as editors do, with every compiler that is here, and proves that it
# cannot be built; that CEDE_NO_KEYWORDS and C++ leave names alone; that spawn_into
# checks types; and that the headers work first, last and alone.
set -eu
root=$1
here=$root/tests/core
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
failed=0

say() { echo "keywords: $*"; failed=1; }
ok() { what=$1; shift; "$@" >"$dir/out" 2>&1 || { say "$what"; cat "$dir/out"; }; }
refused() {
    what=$1 with=$2; shift 2
    if "$@" >"$dir/out" 2>&1; then say "$what"; elif ! grep -q "$with" "$dir/out"; then
        say "$what: not for '$with'"; cat "$dir/out"
    fi
}

I="-I$root/include"
# lean_time.h is a part of time.h.
headers=$(cd "$root/include" && ls cede.h cede/*.h | grep -v lean_time)
W="-pedantic -Wall -Wextra -Werror"

cat >"$dir/names.c" <<'C'
#include <cede.h>
struct group { int yield, within, spawn; };
int async, defer, shield, detach;
void await(int within);
int cede_ok(cede_group *g);
int cede_f(int x);
int cede_ok(cede_group *g) { return cede_spawn(g, cede_f(1)); }
C
cat >"$dir/generated.c" <<'C'
#define CEDE__GENERATED 1
#include <cede.h>
async int f(void);
struct group { int yield, within; };
void await(int defer, int shield);
int g(cede_group *into);
int g(cede_group *into) { int x; return spawn(into, f()) + spawn_into(into, &x, f()) + detach(f()); }
C
cat >"$dir/wrong.c" <<'C'
#define CEDE__GENERATED 1
#include <cede.h>
async long f(void);
int g(cede_group *into);
int g(cede_group *into) { int x; return spawn_into(into, &x, f()); }
C
cat >"$dir/time.c" <<'C'
#define CEDE__GENERATED 1
#include <cede.h>
cede_duration g(void);
cede_duration g(void) { return 500; }
C
for header in $headers; do echo "#include <$header>"; done | grep -v lean >"$dir/all.cc"
cat >"$dir/cedec.c" <<'C'
#include <cede.h>
async await cede_async CEDE_VALUE spawn defer within group cede_run cede_await
C

for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    for std in c99 c11 c2x; do
        ok "$cc -std=$std reads the words" $cc -std=$std $W $I -fsyntax-only "$here/keywords.c"
        ok "$cc -std=$std without keywords" $cc -std=$std $W $I -DCEDE_NO_KEYWORDS -c -o "$dir/unused.o" "$dir/names.c"
        ok "$cc -std=$std builds what cedec wrote" $cc -std=$std $W $I -c -o "$dir/unused.o" "$dir/generated.c"
    done
    for header in $headers; do
        echo "#include <$header>" >"$dir/alone.c"
        case $header in cede/lean.h) lean=-DCEDE_LEAN ;; *) lean= ;; esac
        ok "$cc reads $header alone" $cc -std=c99 $W $I $lean -fsyntax-only "$dir/alone.c"
    done
    refused "$cc builds a file that cedec has not seen" "build this file with cedec" \
        $cc -std=c11 $I -c -o "$dir/unused.o" "$here/keywords.c"
    refused "$cc accepts spawn_into of another type" "differ_in_type" $cc -std=c11 $I -c -o "$dir/unused.o" "$dir/wrong.c"
    refused "$cc accepts a number as a duration" "incompatible" $cc -std=c11 $I -c -o "$dir/unused.o" "$dir/time.c"
    $cc $I -E -P -DCEDE__CEDEC "$dir/cedec.c" | tail -n 1 >"$dir/out"
    [ "$(cat "$dir/out")" = "async await cede_async CEDE_VALUE spawn defer within group cede_run cede_await" ] ||
        say "$cc: cedec does not see the words: $(cat "$dir/out")"
done

# Another compiler has no error attribute: its linker says what to do.
if command -v tcc >/dev/null; then
    ok "tcc reads the words" tcc $I -c -o "$dir/tcc.o" "$here/keywords.c"
    refused "tcc links a file that cedec has not seen" cede_build_this_file_with_cedec \
        tcc -o "$dir/tcc" "$dir/tcc.o"
fi

for cxx in g++ clang++; do
    command -v $cxx >/dev/null || continue
    for std in c++11 c++20; do
        ok "$cxx -std=$std" $cxx -std=$std $W $I -fsyntax-only "$here/keywords_cxx.cc"
        ok "$cxx -std=$std reads all headers" $cxx -std=$std $W $I -fsyntax-only "$dir/all.cc"
    done
done
exit $failed
