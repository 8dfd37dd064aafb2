#!/bin/sh
# run.sh CEDEC LIBRARY INCLUDE COMPILER: macro calls in async functions are printed as they
# were written where that means the same, and conditions there are checked once more.
set -eu
cedec=$1 library=$2 include=$3 cc=$4
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
failed=0
fail() { echo "FAIL $*"; failed=1; }

# ---- calls.c ------------------------------------------------------------------------------

"$cedec" "$here/calls.c" -o calls.out.c -- $cc -I"$include"
sed -n 's,.*/\* out: \(.*\) \*/$,\1,p' "$here/calls.c" > expected
[ -s expected ] || fail "nothing is expected"
while read -r text; do
    grep -v 'out: ' calls.out.c | grep -qF -- "$text" || fail "calls.c: the output has no line with: $text"
done < expected
$cc -Wall -Wextra -Wno-address -Wno-tautological-pointer-compare -I"$include" -c calls.out.c || fail "calls.c does not compile"
"$cedec" "$here/calls.c" -o again.c -- $cc -I"$include"
sed 's/again\.c/calls.out.c/' again.c | cmp - calls.out.c || fail "the second run is another"

# Without a compiler to ask, all of them are expanded.
$cc -E -dD -DCEDE__CEDEC=1 -I"$include" "$here/calls.c" > calls.i
"$cedec" "$here/calls.c" --preprocessed calls.i -o expanded.c
grep -q 'int cede__r = 7 + 2;' expanded.c || fail "--preprocessed: not expanded"

# ---- conditions.c ----------------------------------------------------------------------------

"$cedec" "$here/conditions.c" -o conditions.out.c -- $cc -DONE=1 -I"$include"
$cc -Wall -Wextra -Werror -DONE=1 -I"$include" conditions.out.c "$library" -lpthread -o program || fail "conditions.c does not compile"
[ "$(./program)" = 2112 ] || fail "conditions.c: $(./program)"
"$cedec" --wrap $cc -Wall -Wextra -Werror -DONE=1 -I"$include" "$here/conditions.c" "$library" -lpthread -o program || fail "--wrap conditions.c"
[ "$(./program)" = 2112 ] || fail "--wrap conditions.c: $(./program)"
for other in -DONE=0 -DTWO "-DONE=1 -DNESTED"; do
    ! $cc $other -I"$include" -c conditions.out.c 2> err || fail "conditions.c compiles with $other"
    grep -q 'conditions.out.c.*error.*another branch' err || fail "conditions.c with $other: $(cat err)"
done
[ $failed = 0 ] && echo "all as expected"
exit $failed
