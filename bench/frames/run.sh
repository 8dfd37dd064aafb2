# Bytes of frames, beside Rust and C++20. Part of ../run.sh; table.txt has what came out.
# RUSTC and CXX name other compilers than rustc and g++.

rustc=${RUSTC:-rustc} cxx=${CXX:-g++}

"$bin/frame_sizes" >"$scratch/frames.cede"
: >"$scratch/frames.rust"
: >"$scratch/frames.cxx"
if have "$rustc"; then
    "$rustc" --edition 2021 -O "$bench/frames/shapes.rs" -o "$scratch/frames" &&
        "$scratch/frames" >"$scratch/frames.rust"
else
    missing="$missing $rustc"
fi
if have "$cxx"; then
    "$cxx" -std=c++20 -fcoroutines -O2 "$bench/frames/shapes.cc" -o "$scratch/frames" &&
        "$scratch/frames" >"$scratch/frames.cxx"
else
    missing="$missing $cxx"
fi

echo
echo "Frames: bytes with everything that is awaited, on $(uname -m)"
echo "Rust: $("$rustc" --version 2>/dev/null || echo not installed); C++20: $("$cxx" --version 2>/dev/null | head -n 1 | grep . || echo not installed)"
printf '  %-74s %6s %6s %6s\n' '' cede Rust C++20
grep -v '^#' "$bench/frames/table.txt" | while read -r name cede rust cxx what; do
    set -- "$name: $what"
    for column in cede rust cxx; do
        set -- "$@" "$(awk -v name="$name" '$1 == name { print $2 }' "$scratch/frames.$column" | grep . || echo -)"
    done
    printf '  %-74s %6s %6s %6s\n' "$@"
done
# How many of Rust's are smaller.
target frames "$(awk 'NR == FNR { cede[$1] = $2; next } { measured = 1; larger += cede[$1] > $2 } END { print measured ? larger + 0 : "-" }' \
    "$scratch/frames.cede" "$scratch/frames.rust")"
