#!/bin/sh
# run.sh CEDEC INCLUDE [CC]: what `cedec --emit=dot` draws. machines.dot is the graph of
# machines.c, docs/echo.dot that of examples/echo.c; docs/echo.svg is its picture, which the
# README shows. With UPDATE=1 in the environment it writes all three anew; look at them.
set -u
cedec=$1 include=$2 cc=${3-gcc}
root=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root" || exit 1
failed=0
fail() { echo "FAIL $*"; failed=1; }

# graph SOURCE GOLDEN: graphviz takes it, too.
graph() {
    "$cedec" --emit=dot "$1" -o "$work/dot" -- "$cc" -D_GNU_SOURCE -I"$include" || fail "cedec --emit=dot $1"
    [ -z "${UPDATE-}" ] || cp "$work/dot" "$2"
    diff "$2" "$work/dot" || fail "< $2, > now; UPDATE=1 writes it"
    dot -Tsvg "$2" > "$work/svg" 2> "$work/said" && [ ! -s "$work/said" ] || fail "dot does not take $2: $(cat "$work/said")"
}

graph tests/gen/dot/machines.c tests/gen/dot/machines.dot
graph examples/echo.c docs/echo.dot
[ -z "${UPDATE-}" ] || cp "$work/svg" docs/echo.svg

# The picture is of that graph, whichever version of graphviz has drawn it: the same words,
# and as many nodes and edges.
words() { sed -n 's/.*<text [^>]*>\([^<]*\)<.*/\1/p' "$1" | sort; }
words "$work/svg" > "$work/now"
words docs/echo.svg | diff - "$work/now" || fail "docs/echo.svg is not a picture of docs/echo.dot; UPDATE=1 draws it"
[ "$(grep -c 'class="edge"' docs/echo.svg)" = "$(grep -c -e '->' docs/echo.dot)" ] || fail "docs/echo.svg has other edges than docs/echo.dot"
exit $failed
