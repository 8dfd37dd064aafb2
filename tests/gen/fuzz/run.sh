#!/bin/sh
# run.sh FUZZ WORK [OPTION...]
#
# Feeds cedec with what libFuzzer makes of the corpus beside this file; the options are
# libFuzzer's: -max_total_time=3600 for an hour, without one until it is stopped. What it
# finds worth keeping is in WORK/found, what breaks cedec in WORK/broken: run FUZZ with
# such a file to see it again. The messages of cedec are not shown.
#
# Exit status 0: nothing broke; 1: something did.
set -u
here=$(cd "$(dirname "$0")" && pwd)
fuzz=$1 work=$2
shift 2
mkdir -p "$work/found" "$work/broken" || exit 1
rm -f "$work"/broken/*
if "$fuzz" -close_fd_mask=3 -timeout=20 -max_len=2500 -artifact_prefix="$work/broken/" "$@" \
    "$work/found" "$here/corpus" > "$work/log" 2>&1; then
    tail -n 1 "$work/log"
else
    tail -n 3 "$work/log"
    for input in "$work"/broken/*; do
        "$fuzz" "$input" 2>&1 | grep -v '^INFO' | head -n 40
    done
    exit 1
fi
