# What macros.h refuses: each file of reject/ does not compile, with the words of its
# first line in gcc's message, and does compile with FIXED defined.
#     reject.sh ROOT
set -u
root=$1
export LC_ALL=C
failed=0
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT

# Not -o /dev/null: tcc unlinks its output first, and root may do that to a device.
compile() {
    "$@" -std=c99 -I"$root/include" -c "$file" -o "$dir/out.o" 2>&1
}

wrong() {
    echo "$(basename "$file"): $1"
    failed=1
}

for file in "$root"/tests/macros/reject/*.c; do
    words=$(sed -n '1s/.*refused: \(.*\) \*\//\1/p' "$file")
    for cc in gcc clang tcc; do
        command -v $cc >/dev/null || continue
        if said=$(compile $cc); then
            wrong "$cc accepts it"
        elif [ $cc = gcc ] && ! echo "$said" | tr '‘’' "''" | grep -qF -- "$words"; then
            wrong "gcc does not say \"$words\":
$said"
        fi
        if ! said=$(compile $cc -DFIXED -Wall -Wextra -Werror -Wno-unused); then
            wrong "$cc refuses it with FIXED:
$said"
        fi
    done
done
exit $failed
