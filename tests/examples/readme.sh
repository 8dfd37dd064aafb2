#!/bin/sh
# readme.sh BUILD: what README.md shows is true. Its hello.c is examples/hello.c, its
# generated code is what cedec makes of that, and its ways into a project of one's own
# work against an installation of BUILD: on the command line, with make, CMake and Meson.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "readme.sh: $*" >&2; exit 1; }

# block LANGUAGE N: the N-th code block of that language.
block() {
    awk -v open="\`\`\`$1" -v n="$2" '/^```/ && inside { inside = 0; next }
        $0 == open { inside = ++seen == n; next } inside' "$root/README.md"
}

# in_order FILE: each line of the input but "…" is a line of the file, in that order.
in_order() {
    awk -v file="$1" '$0 == "…" || $0 == "" { next } {
        wanted = $0
        do if ((getline line < file) <= 0) { print "not there, or not in this order: " wanted; exit 1 }
        while (line != wanted)
    }'
}

block c 1 | sed 1d > "$work/shown.c"
grep -q 'hello(void)' "$work/shown.c" || fail "README.md has no hello.c"
sed -n '/^#include/,$p' "$root/examples/hello.c" | cmp - "$work/shown.c" || fail "its hello.c is not examples/hello.c"
"$build/gen/cedec" --no-line "$root/examples/hello.c" -o "$work/made.c" -- cc -I"$root/include"
block c 2 | in_order "$work/made.c" || fail "cedec makes something else of hello.c"

# An installation, moved to where we may write.
meson install -C "$build" --no-rebuild --destdir "$work/root" > "$work/log" 2>&1 || { cat "$work/log"; fail "meson install"; }
pc=$(find "$work/root" -name cede.pc)
prefix=$(sed -n 's/^prefix=//p' "$pc")
PATH=$work/root$prefix/bin:$PATH
PKG_CONFIG_PATH=$(dirname "$pc")
# pkg-config puts this before the paths of cede.pc.
PKG_CONFIG_SYSROOT_DIR=$work/root
LD_LIBRARY_PATH=$(dirname "$PKG_CONFIG_PATH")
export PATH PKG_CONFIG_PATH PKG_CONFIG_SYSROOT_DIR LD_LIBRARY_PATH
expected='42 visitors, load 0.75, 21 degrees and sunny'

project() { mkdir "$work/$1" && cp "$root/examples/hello.c" "$work/$1" && cd "$work/$1"; }
check() { "$1" | grep -q "$expected" || fail "$1: what was built does not work"; }

project wrapped
block sh 1 > commands.sh
sh -eu commands.sh || fail "the wrapped command does not work"
check ./hello

project hand
block sh 2 > commands.sh
sh -eu commands.sh || fail "the commands do not work"
check ./hello

project make
grep -qF '`make CC="cedec --wrap gcc"`' "$root/README.md" || fail "README.md says another command for make"
make -s hello CC="cedec --wrap gcc" CFLAGS="$(pkg-config --cflags cede)" LDLIBS="$(pkg-config --libs cede)" > log 2>&1 ||
    { cat log; fail "make does not work"; }
check ./hello

project cmake
{ echo 'cmake_minimum_required(VERSION 3.18)'; echo 'project(hello C)'; block cmake 1; } > CMakeLists.txt
{ cmake -B b -DCMAKE_PREFIX_PATH="$work/root$prefix" && cmake --build b; } > log 2>&1 || { cat log; fail "the CMakeLists.txt does not work"; }
check b/hello

project subproject
block meson 1 > meson.build
mkdir subprojects
ln -s "$root" subprojects/cede
PKG_CONFIG_PATH=/nowhere
{ meson setup b && ninja -C b; } > log 2>&1 || { cat log; fail "as a subproject it does not work"; }
check b/hello
