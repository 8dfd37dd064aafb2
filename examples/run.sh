#!/bin/sh
# run.sh: shows cede at work: builds everything, runs examples/kv and lets Redis' own
# programs talk to it.
#
#     sh examples/run.sh          builds in build/; BUILD=dir elsewhere
#
# Installs what is missing (as root; otherwise it says what), leaves nothing running,
# and ends with 0 only when all of it worked. Debian 12.
set -eu
cd "$(dirname "$0")/.."
build=${BUILD:-build}
kv=

say() { printf '\n\033[1m%s\033[0m\n' "$*"; }
plain() { printf '%s\n' "$*"; }
fail() { printf 'run.sh: %s\n' "$*" >&2; exit 1; }

stop_kv() { [ -z "$kv" ] || kill -TERM "$kv" 2>/dev/null || true; }
trap stop_kv EXIT
trap 'exit 130' INT TERM
[ -t 1 ] || say() { printf '\n== %s\n' "$*"; }

# ---- what it needs: the first block of the one list of packages ----------------------

missing=
for package in $(sed '/^$/q; s/#.*//' tests/packages.txt); do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ]; then
    [ "$(id -u)" = 0 ] || fail "please install:$missing   (sudo apt-get install$missing)"
    say "Installing$missing"
    log=$(mktemp)
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } \
        > "$log" 2>&1 || { cat "$log"; fail "apt-get did not work"; }
    rm -f "$log"
fi

# ---- building --------------------------------------------------------------------------

say "Building cedec, the library and the examples"
mkdir -p "$build"
{
    [ -f "$build/build.ninja" ] || meson setup "$build" -Dtests=disabled
    ninja -C "$build"
} > "$build/run.log" 2>&1 || { tail -n 30 "$build/run.log"; fail "the build failed; all of it is in $build/run.log"; }
code() { size "$1" | awk 'NR > 1 { bytes += $1 } END { print int(bytes / 1024) " KiB of code" }'; }
plain "cedec          $(code "$build/gen/cedec"), turns async C into C"
plain "libcede.a      $(code "$build/src/libcede.a"), tasks, timers, sockets"

say "What cedec made of the examples"
for name in hello echo kv kv_keys; do
    made=$(find "$build/examples" -name "$name.async.c")
    printf '%-10s %4d lines of async C  ->  %s, %d lines of C\n' "$name.c" "$(wc -l < "examples/$name.c")" \
        "$made" "$(wc -l < "$made")"
done
plain ""
plain "kv's async functions, and the bytes that one keeps while it waits:"
for name in kv kv_keys; do
    sizes=$("$build/gen/cedec" --emit=sizes examples/$name.c -- cc -Iinclude) || fail "cedec --emit=sizes failed"
    plain "$sizes" | awk -v file=$name.c '/^$/ { exit } NR == 1 && file != "kv.c" { next }
        { printf "    %-10s %s\n", (NR > 1 ? file : ""), $0 }'
done
plain "A connection is a task of serve_client: the column named task, and no stack."

say "hello: three calls at once"
sed -n '/group (g) {/,/^    }/p' examples/hello.c
"$build/examples/hello"

# ---- a server ----------------------------------------------------------------------------

say "kv: a server that speaks the Redis protocol"
rm -f "$build/kv.out"
mkfifo "$build/kv.out"
"$build/examples/kv" 0 > "$build/kv.out" &
kv=$!
read -r ready < "$build/kv.out" || fail "kv did not start"
plain "$ready"
port=${ready##*:}

# Shows a command of redis-cli and checks what it prints.
cli() {
    expect=$1
    shift
    got=$(redis-cli -p "$port" "$@" 2>&1) || fail "redis-cli $*: $got"
    printf '    $ redis-cli %-28s %s\n' "$*" "$(printf %s "$got" | tr '\n' ' ')"
    [ "$got" = "$expect" ] || fail "redis-cli $*: expected $expect"
}
cli PONG PING
cli OK SET greeting hello EX 100
cli hello GET greeting
cli 3 RPUSH list a b c
cli "$(printf 'a\nb\nc')" LRANGE list 0 -1
cli 42 INCRBY answer 42
cli OK SET blink gone PX 1

# benchmark COUNT OPTIONS...
benchmark() {
    count=$1
    shift
    redis-benchmark -p "$port" -c 50 -n "$count" -r 10000 --csv "$@" \
        -t ping,set,get,incr,lpush,rpush,lpop,rpop,lrange_100,mset > "$build/bench.csv" 2>&1 \
        && ! grep -qi error "$build/bench.csv" || { cat "$build/bench.csv"; fail "redis-benchmark failed"; }
    awk -F'","' '/^"[A-Z]/ && !/needed/ {
            sub(/^"/, "", $1); sub(/ .*/, "", $1)
            printf "    %-12s %9d requests per second\n", $1, $2
            n++
        }
        END { exit n != 11 }' "$build/bench.csv" || { cat "$build/bench.csv"; fail "redis-benchmark did not run all commands"; }
}
say "redis-benchmark: 50 clients, one request at a time"
benchmark 20000
say "redis-benchmark -P 16: 50 clients, sixteen requests at a time"
benchmark 100000 -P 16
cli 0 EXISTS blink
plain "(blink has expired meanwhile: each key with a time to live is a task that sleeps)"

say "Stopping it with SIGTERM"
kill -TERM "$kv"
status=0
wait "$kv" || status=$?
kv=
[ "$status" = 0 ] || fail "kv ended with status $status"
plain "kv has closed its connections, freed its keys, and ended with status 0."

say "All of it worked. To keep it running and try by hand:"
plain "    $build/examples/kv              listens on 127.0.0.1:7379"
plain "    redis-cli -p 7379               in another terminal; ^C ends the server"
plain "    less examples/kv.c              how it is written; README.md says how to go on"
