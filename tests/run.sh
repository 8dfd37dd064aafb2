#!/bin/sh
# run.sh: all tests, in all configurations, and the README's first command.
#
#     sh tests/run.sh [gcc|clang|sanitizers|examples]...      without any: all of them
#
# Builds in build/tests; BUILD=dir elsewhere. Installs what is missing of packages.txt as
# root, otherwise says what. What brings its own compilers and options, the generator's corpus
# above all, runs once, with gcc. The last line is "N passed, N failed"; exit status 0 when
# nothing failed.
set -u
cd "$(dirname "$0")/.." || exit 2
build=${BUILD:-build/tests}
passed=0 failed=0

# ---- packages --------------------------------------------------------------------------

missing=
for package in $(sed 's/#.*//' tests/packages.txt); do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing="$missing $package"
done
if [ -n "$missing" ] && [ "$(id -u)" = 0 ]; then
    echo "installing$missing"
    { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $missing; } \
        > /dev/null || exit 2
elif [ -n "$missing" ]; then
    echo "run.sh: please install:$missing" >&2
    exit 2
fi

# ---- configurations -----------------------------------------------------------------------

# Adds a line of meson's summary, "Ok:   35", to a count.
count() { sed -n "s/^$1: *\([0-9]*\) *$/\1/p" "$2" | tail -n 1 | grep . || echo 0; }

# configuration NAME COMPILER EXCEPT MESON-OPTIONS...: builds and runs all tests whose names
# do not match EXCEPT. They get four times their time, for a busy machine.
configuration() {
    name=$1 compiler=$2 except=$3
    shift 3
    dir=$build/$name
    echo
    echo "== $name"
    mkdir -p "$dir"
    if ! { { [ -f "$dir/build.ninja" ] || CC=$compiler meson setup "$dir" --werror -Dtests=enabled "$@"; } && ninja -C "$dir"; } \
        > "$dir/run.log" 2>&1; then
        tail -n 40 "$dir/run.log"
        echo "the build failed; all of it is in $dir/run.log"
        failed=$((failed + 1))
        return
    fi
    meson test -C "$dir" --no-rebuild --list 2>/dev/null | sed -n 's,^cede.* / ,,p' | grep -v "$except" > "$dir/names"
    (
        IFS='
'
        set -f
        UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
            meson test -C "$dir" --no-rebuild -t 4 --print-errorlogs $(cat "$dir/names")
    ) > "$dir/tests.log" 2>&1
    grep -v '^ *$' "$dir/tests.log"
    ok=$(count Ok "$dir/tests.log")
    passed=$((passed + ok))
    failed=$((failed + $(wc -l < "$dir/names") - ok))
}

# The README's first command, in the build that is there.
examples() {
    echo
    echo "== sh examples/run.sh"
    mkdir -p "$build"
    if BUILD=$build/gcc sh examples/run.sh > "$build/examples.log" 2>&1; then
        grep 'requests per second' "$build/examples.log"
        passed=$((passed + 1))
    else
        cat "$build/examples.log"
        failed=$((failed + 1))
    fi
}

once='mcu \|core is freestanding\|keywords are C\|macros on an\|gen corpus\|gen random\|gen deterministic\|gen c23'
[ $# -gt 0 ] || set -- gcc clang sanitizers examples
for which; do
    case $which in
    gcc) configuration gcc gcc '^$' ;;
    clang) configuration clang clang "^\\($once\\|sync model finds\\|gen hostile\\|gen frames\\)" ;;
    sanitizers) configuration sanitizers clang "^\\($once\\)" -Db_sanitize=address,undefined -Db_lundef=false ;;
    examples) examples ;;
    *) echo "usage: run.sh [gcc|clang|sanitizers|examples]..." >&2; exit 2 ;;
    esac
done

echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
