#!/bin/sh
# tests_option.sh ROOT: where cmocka is missing, a plain `meson setup` says that there are
# no tests, -Dtests=enabled is an error, and -Dtests=disabled says nothing.
set -eu
root=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fail() { echo "tests_option.sh: $*" >&2; cat "$work/log" >&2; exit 1; }

# Neither of the programs that meson asks for cmocka is there.
{
    echo '[binaries]'
    for name in pkgconfig pkg-config cmake; do echo "$name = '/bin/false'"; done
} > "$work/without.ini"
setup() { meson setup "$work/$1" "$root" --native-file "$work/without.ini" "-Dtests=$1" > "$work/log" 2>&1; }

setup auto || fail "a plain setup fails without cmocka"
grep -q 'WARNING.*libcmocka-dev.*THERE ARE NO TESTS' "$work/log" || fail "a plain setup does not say that there are no tests"
! setup enabled || fail "-Dtests=enabled does not fail without cmocka"
grep -q 'ERROR.*cmocka' "$work/log" || fail "-Dtests=enabled fails, but not for cmocka"
setup disabled || fail "-Dtests=disabled fails"
! grep -q 'NO TESTS' "$work/log" || fail "-Dtests=disabled warns"
