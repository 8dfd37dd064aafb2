#!/bin/sh
# The library defines no name outside cede_, and <cede.h> no macro outside cede_, CEDE_
# and the keywords. What docs/asyncio.md calls ours is declared there.
set -eu
root=$1 library=$2
failed=0

names=$(nm -g --defined-only "$library" | awk 'NF == 3 { print $3 }' | grep -v '^cede_' || true)
[ -z "$names" ] || { echo "symbols:" $names; failed=1; }

macros() { printf "$1" | ${CC:-cc} -E -dM -I"$root/include" -x c - | awk '{ sub(/\(.*/, "", $2); print $2 }' | sort -u; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
macros '#include <stddef.h>\n#include <stdint.h>\n#include <stdio.h>\n#include <string.h>\n#include <sys/types.h>\n' >"$dir/without"
macros '#include <cede.h>\n' >"$dir/with"
cat >"$dir/keywords" <<'E2'
async async_iter await await_each boxed defer detach group offload open_iter shield spawn spawn_into spawn_task with_context within within_until yield
E2
names=$(comm -13 "$dir/without" "$dir/with" | grep -vE '^(cede_|CEDE_)' | grep -vxF "$(tr ' ' '\n' <"$dir/keywords")" || true)
[ -z "$names" ] || { echo "macros:" $names; failed=1; }

cat "$root"/include/cede/*.h | grep -oE '\b(cede|CEDE)_[A-Za-z_]+' | sort -u >"$dir/declared"
names=$(grep -oE '\b(cede|CEDE)_[A-Za-z_]*[A-Za-z]\b' "$root/docs/asyncio.md" | grep -v CEDE_DEBUG | sort -u | comm -23 - "$dir/declared")
[ -z "$names" ] || { echo "docs/asyncio.md:" $names; failed=1; }
exit $failed
