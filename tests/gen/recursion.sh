#!/bin/sh
# recursion.sh CEDEC LIBCEDE.A: a million levels of awaits, each of which gives way, with 256 KiB of
# C stack, under ASan too.
#
# Exit status 0: the sum is right.
set -eu
cedec=$1 library=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > deep.c << 'END'
#include <cede.h>
#include <stdio.h>

static async CEDE_VALUE long depth(long n)
{
    await(cede_yield());
    return n ? await(depth(n - 1)) + 1 : 0;
}

static async int deep(void)
{
    printf("%ld levels\n", await(depth(1000000)));
    return 0;
}

int main(void)
{
    return cede_main(deep());
}
END
"$cedec" deep.c -o deep.async.c -- gcc -I"$root/include"
build() { gcc -O1 -Wall -Wextra -Werror "$@" -I"$root/include" deep.async.c "$library" -lpthread -o deep; }
try() {
    said=$(ulimit -s 256 && ./deep)
    [ "$said" = "1000000 levels" ] || { echo "$said"; exit 1; }
}
build && try
build -g -fsanitize=address,undefined -Wno-maybe-uninitialized && ASAN_OPTIONS=detect_leaks=0 try
