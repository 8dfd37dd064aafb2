#!/bin/sh
# deterministic.sh CEDEC
#
# Same input, same bytes: generates some large programs again and again, in another
# folder, with addresses where they always are and where they never were, with other
# environments and other bytes in fresh memory. All outputs must be the same.
#
# Exit status 0: they are; 1: not.
set -u
cedec=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0 n=0

mkdir "$work/a" "$work/another folder"
cp "$root/examples/kv.c" "$work/a"
python3 "$here/random_structured.py" 1 2 > "$work/a/structured.c" || exit 1
python3 "$here/random_expressions.py" 1 2 > "$work/a/expressions.c" || exit 1
cp "$work"/a/*.c "$work/another folder"

generate() {
    directory=$1
    shift
    (cd "$work/$directory" && "$@" "$cedec" $options "$program" -o out.c -- gcc -std=gnu11 $includes)
}

# again WAY DIRECTORY COMMAND...: is it the same?
again() {
    way=$1
    shift
    n=$((n + 1))
    generate "$@" && cmp "$work/first.c" "$work/$1/out.c" && return
    echo "FAIL $program $options: $way"
    failed=$((failed + 1))
}

includes="-I$root/include -I$root/examples -I$here -I$root/tests/support"
for program in kv.c structured.c expressions.c; do
    for options in --emit=c --fill-dead --emit=sizes; do
        generate a env && mv "$work/a/out.c" "$work/first.c" || exit 1
        again "again" a env
        again "an environment of another size" a env -i "PATH=$PATH" HOME=/ TZ=UTC-9 LC_ALL=C.UTF-8 "MANY=$(seq 500)"
        again "filled memory" a env MALLOC_PERTURB_=85 MALLOC_TOP_PAD_=9000000
        again "another folder" "another folder" env
        again "fixed addresses" "another folder" setarch -R
    done
done
echo "$((n - failed)) of $n outputs are the same again"
[ $failed -eq 0 ]
