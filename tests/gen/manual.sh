#!/bin/sh
# manual.sh CEDEC ROOT: cedec(1) has no mistake that mandoc finds, and each option that
# cedec --help lists.
set -eu
cedec=$1 page=$2/gen/cedec.1
mandoc -Tlint -Wwarning "$page"
text=$(mandoc -Tascii "$page" | sed "s/.$(printf '\b')//g")       # bold is one letter over the other
for option in $("$cedec" --help | grep -oE -- '--[a-z-]+|^  -o' | sort -u); do
    printf '%s\n' "$text" | grep -qE -- "^ +$option|[[ (]$option" || { echo "cedec(1) lacks $option"; exit 1; }
done
