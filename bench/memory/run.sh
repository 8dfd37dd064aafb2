# What a sleeping task takes. Part of ../run.sh.

tasks=$((quick ? 100000 : 1000000))
set -- $("$bin/sleepers" $tasks)
echo
echo "$tasks sleeping tasks, bytes each: $1 asked for, $2 with the pool's rounding, $3 of the process; $4 ns to start one"
target task "$2"
