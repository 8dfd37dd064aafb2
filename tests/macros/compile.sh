# Compiles C files into an archive, warnings being errors; for compilers other than the
# build's own.
#     compile.sh OUT.a INCLUDES FILES -- CC ARGS
# INCLUDES: folders with ':' between them.
set -eu
out=$1 includes=$2
shift 2
files=
while [ "$1" != -- ]; do
    files="$files $1"
    shift
done
shift
where=$out.d
rm -rf "$where" "$out"
mkdir -p "$where"
flags="-std=c99 -Wall -Wextra -Werror -I$(echo "$includes" | sed 's/:/ -I/g')"
for f in $files; do
    "$@" $flags -c "$f" -o "$where/$(basename "$f" .c).o"
done
ar rcs "$out" "$where"/*.o
