#!/bin/sh
# repeat.sh N COMMAND...: runs it N times.
n=$1
shift
while [ "$n" -gt 0 ]; do
    "$@" || exit 1
    n=$((n - 1))
done
