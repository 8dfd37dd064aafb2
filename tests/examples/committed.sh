#!/bin/sh
# committed.sh BUILD: what cedec makes with gcc on this machine may be committed and built
# elsewhere, without cedec: kv with musl, and the blinking lamp for a micro:bit.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$(cd "$1" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "FAIL $*" >&2; exit 1; }
cd "$work"

for source in kv kv_commands kv_keys kv_resp; do
    "$build/gen/cedec" "$root/examples/$source.c" -o "$source.async.c" -- gcc -D_GNU_SOURCE -I"$root/include"
done
"$build/gen/cedec" "$root/examples/mcu/hello.c" -o hello.async.c -- gcc -I"$root/include" -I"$root/examples/mcu/boards"

# ---- kv, with musl: its tests are those of kv --------------------------------------------

mkdir objects
find "$root"/src/core "$root"/src/loop "$root"/src/selector "$root"/src/net "$root"/src/sim "$root"/src/debug "$root/src/port/posix.c" \
    -name '*.c' ! -name stack.c |
    xargs -P 2 -I @ sh -c 'musl-gcc -std=c11 -O1 -D_GNU_SOURCE -I"$0/include" -I"$0/src" -I"$0/src/core" -I"$0/src/loop" \
        -c @ -o objects/$(echo @ | tr / _).o' "$root" || fail "the library with musl"
musl-gcc -std=c11 -O1 -Wall -Wextra -Werror -D_GNU_SOURCE -I"$root/include" -I"$root/examples" \
    kv*.async.c objects/*.o -o kv || fail "kv with musl"
EXAMPLES_DIR=$work KV_SHORT=1 "$build/tests/examples/test_examples_kv" > kv.log 2>&1 || { cat kv.log; fail "kv with musl does not work"; }

# ---- the lamp, on a micro:bit: its Makefile, with a generator that only copies ---------------

printf '#!/bin/sh\ncp "%s/$(basename "$1" .c).async.c" "$3"\n' "$work" > copy
chmod +x copy
make -s -C "$root/examples/mcu" BOARD=microbit BUILD="$work/microbit" CEDEC="$work/copy" OPTIONS=-Werror LIMIT=60 hello.run > lamp.log 2>&1 ||
    { cat lamp.log; fail "the lamp does not work"; }
[ "$(grep -c 'lamp on' lamp.log)" = 3 ] && [ "$(grep -c 'lamp off' lamp.log)" = 3 ] || { cat lamp.log; fail "the lamp does not blink"; }
