# Switches: async C beside a twin by hand. Part of ../run.sh.

scenarios="yield child deep chain ping spawn"

scenario_title() { figure_column "$1" 4 | sed 's/:.*//'; }

switch_timed() {
    rm -f "$scratch"/switch.*
    for round in $(seq $rounds); do
        for p in hand async; do
            "$bin/switch_$p" "$1" $((quick ? 500000 : 3000000)) >>"$scratch/switch.$p" || return 1
        done
    done
    # Both have done the same: each sum is there once.
    [ "$(awk '{ print $2 }' "$scratch"/switch.* | sort -u | wc -l)" = 1 ] || echo "$1: the sums differ" >&2
}

echo
echo "Switches: medians of $rounds alternating runs; instructions exact"
printf '%-46s %8s %8s %7s %10s %10s %7s\n' '' 'hand ns' 'cede ns' ratio 'hand inst' 'cede inst' ratio
for s in $scenarios; do
    switch_timed $s
    hand_ns=$(median "$scratch/switch.hand" 1)
    cede_ns=$(median "$scratch/switch.async" 1)
    hand=- cede=- ratio=-
    if have valgrind; then
        hand=$(switch_instructions "$bin/switch_hand" $s)
        cede=$(switch_instructions "$bin/switch_async" $s)
        ratio=$(calculate %.2f "$cede / $hand")
        target $s "$ratio"
    fi
    printf '%-46s %8s %8s %7s %10s %10s %7s\n' "$(scenario_title $s)" "$hand_ns" "$cede_ns" \
        "$(calculate %.2f "$cede_ns / $hand_ns")" "$hand" "$cede" "$ratio"
done
