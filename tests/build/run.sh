#!/bin/sh
# run.sh BUILD: the projects beside this file, each built with an installation of BUILD:
# it runs, is not built again for nothing, and is when a header changes.
# compile_commands.json names the user's files and is understood by clangd.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
project=
fail() { echo "FAIL $project: $*" >&2; exit 1; }

# ---- an installation, moved to where we may write ------------------------------------

meson install -C "$build" --no-rebuild --destdir "$work/root" > "$work/log" 2>&1 || { cat "$work/log"; fail "meson install"; }
pc=$(find "$work/root" -name cede.pc)
prefix=$work/root$(sed -n 's/^prefix=//p' "$pc")
sed -i "s,^prefix=.*,prefix=$prefix," "$pc"
export PATH="$prefix/bin:$PATH" PKG_CONFIG_PATH="${pc%/*}" CMAKE_PREFIX_PATH="$prefix"
export LD_LIBRARY_PATH="${PKG_CONFIG_PATH%/*}"

# ---- one project ------------------------------------------------------------------------

quietly() { "$@" > "$work/log" 2>&1 || { cat "$work/log"; fail "$*"; }; }

# A folder of its own, with a space in its name.
begin() {
    project=$1
    mkdir "$work/the $1"
    cd "$work/the $1"
    cp -R "$here/$1/." .
    cp "$here/hello.c" "$here/greet.c" "$here/greet.h" .
}

# check PROGRAM BUILD-COMMAND...: built before, it does what it should, and depends on what it does.
check() {
    program=$1
    shift
    [ "$($program)" = "10 letters" ] || fail "the program does not work"
    cp -p "$program" "$work/before"
    quietly "$@"
    [ ! "$program" -nt "$work/before" ] || fail "built again although nothing changed"
    sed -i 's/"world"/"everybody"/' greet.h
    quietly "$@"
    [ "$($program)" = "18 letters" ] || fail "not built again although a header changed"
    [ -z "$(find . -name '*.cedec*')" ] || fail "something was left"
}

is_clean_for_clangd() {
    clangd --check="$1" --compile-commands-dir="$2" > "$work/clangd" 2>&1 || { grep -E '^E' "$work/clangd"; fail "clangd has something to say about $1"; }
    grep -q 'Compile command from CDB' "$work/clangd" || fail "clangd did not find the compile command of $1"
}

names_the_sources() {
    ! grep -q '\.cedec' "$1" || fail "$1 names generated files"
    grep -q '"file": ".*hello.c"' "$1" || fail "$1 does not name hello.c"
}

# ---- all of them ----------------------------------------------------------------------------

begin make
quietly make -j4 CC="cedec --wrap gcc"
check ./hello make -j4 CC="cedec --wrap gcc"

begin meson-native
cp "$root"/examples/kv*.[ch] .
quietly meson setup --native-file native.ini build
quietly ninja -C build
names_the_sources build/compile_commands.json
grep -q '"command": "cedec --wrap gcc' build/compile_commands.json || fail "the compiler is another"
is_clean_for_clangd kv.c build
check ./build/hello ninja -C build

begin meson-subproject
mkdir subprojects
ln -s "$root" subprojects/cede
quietly meson setup build
quietly ninja -C build
check ./build/hello ninja -C build

begin cmake-launcher
quietly cmake -B build -G Ninja -DCMAKE_C_COMPILER=gcc "-DCMAKE_C_COMPILER_LAUNCHER=cedec;--wrap"
quietly cmake --build build
names_the_sources build/compile_commands.json
is_clean_for_clangd hello.c build
check ./build/hello cmake --build build

begin cmake-package
quietly cmake -B build -G "Unix Makefiles" -DCMAKE_C_COMPILER=gcc
quietly cmake --build build
names_the_sources build/compile_commands.json
is_clean_for_clangd greet.c build
check ./build/hello cmake --build build
