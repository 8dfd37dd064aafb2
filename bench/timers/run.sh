# Timers alone. Part of ../run.sh.

timers_programs=
for p in cede hand_heap hand_wheel libev; do
    [ -x "$bin/timers_$p" ] && timers_programs="$timers_programs $p"
done

rm -f "$scratch"/timers.*
for round in $(seq $rounds); do
    for p in $timers_programs; do
        "$bin/timers_$p" $((quick ? 200000 : 1000000)) >>"$scratch/timers.$p"
    done
done

echo
echo "Timers: medians of $rounds alternating runs, ns of processor time"
printf '%-24s %16s %16s %16s %16s\n' '' 'start and stop' 'move' 'start' 'expire'
for p in $timers_programs; do
    printf '%-24s' "$p"
    for column in 1 2 3 4; do
        printf ' %16s' "$(median "$scratch/timers.$p" $column)"
    done
    echo
done
