# lib.sh: what the parts of the bench share. Sourced; `bin` is where the programs are, `bench`
# this folder.

have() { command -v "$1" >/dev/null 2>&1; }

# A file of ours, gone at the end.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 1' INT TERM

# Of the numbers in a file's column.
median() { awk -v c="$2" '{ print $c }' "$1" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

calculate() { awk "BEGIN { printf \"$1\", $2 }"; }

# figure_column NAME N: of a line of figures.txt; the last column, 4, is all that follows.
figure_column() {
    awk -v name="$1" -v column="$2" '$1 == name {
        value = $column
        if (column == 4) { $1 = $2 = $3 = ""; value = substr($0, 4) }
        print value
    }' "$bench/figures.txt"
}

# Figures have two digits, rounded; one that could not be measured is above every bound.
at_most() { awk -v f="$1" -v most="$2" 'BEGIN { exit !(f > 0 && most > 0 && f <= most + 0.005) }'; }

# User instructions of a command from its first to its last.
instructions() {
    valgrind --tool=callgrind --callgrind-out-file="$scratch/out" --log-file="$scratch/callgrind" "$@" \
        >/dev/null 2>&1 || return 1
    collected
}

collected() { awk '/Collected/ { print $4 }' "$scratch/callgrind"; }

# Instructions that one more operation takes: the difference of two run lengths, in
# which what starting and ending takes is not. switch_instructions PROGRAM SCENARIO
switch_instructions() {
    short=$(instructions "$1" "$2" 2000) && long=$(instructions "$1" "$2" 12000) || return 1
    calculate %.1f "($long - $short) / 10000"
}

# A line `CASE POWER` each; to which power of their number the instructions of very many tasks
# and waiters grow, from 500 to 8000. 1: linear, 2: quadratic. What starting and ending takes
# is taken off.
many_powers() {
    base=$(instructions "$bin/peers/cede_many" group_ends 1) || return 1
    for case in group_ends group_cancelled sleeps_end event_set event_left handles_joined all_gathered awaits_nested; do
        few=$(instructions "$bin/peers/cede_many" $case 500) && many=$(instructions "$bin/peers/cede_many" $case 8000) || return 1
        calculate "$case %.3f\n" "log(($many - $base) / ($few - $base)) / log(16)"
    done
}

# The same for an echo server, per message: echo_instructions CONNECTIONS SERVER...
echo_instructions() {
    connections=$1
    shift
    for requests in 2000 6000; do
        "$bin/load" -c "$connections" -n $requests valgrind --tool=callgrind --callgrind-out-file="$scratch/out" \
            --log-file="$scratch/callgrind" "$@" >/dev/null || return 1
        collected
    done | awk '{ n[NR] = $1 } END { printf "%.0f", (n[2] - n[1]) / 4000 }'
}

# KB that cedec takes for one more line of a huge function.
memory_per_line() {
    for n in 20000 60000; do
        python3 "$bench/generator/huge.py" "$1" "$bench/../include" plain $n || return 1
    done | awk '{ kb[NR] = $1 } END { if (NR != 2) exit 1; printf "%.2f", (kb[2] - kb[1]) / 40000 }'
}

# System calls per message, and how many of them are waits: echo_calls CONNECTIONS SERVER...
echo_calls() {
    connections=$1
    shift
    for requests in 2000 6000; do
        rm -f "$scratch/strace"
        mkfifo "$scratch/strace" && : >"$scratch/counts"
        cat "$scratch/strace" >"$scratch/counts" &      # to its end: strace writes when the server has ended
        "$bin/load" -c "$connections" -n $requests strace -D -f -c -o "$scratch/strace" "$@" \
            >/dev/null 2>&1 || { kill $!; return 1; }
        wait $!
        awk '/wait/ { waits += $4 } $NF == "total" { total = $4 } END { print total - waits, waits }' \
            "$scratch/counts"
    done | awk '{ n[NR] = $1; w[NR] = $2 }
                END { printf "%.2f %.2f", (n[2] - n[1]) / 4000, (w[2] - w[1]) / 4000 }'
}

# Bytes that an idle connection adds to a server's process: idle_bytes SERVER...
idle_bytes() {
    few=$("$bin/load" -i -c 1000 "$@") && many=$("$bin/load" -i -c 5000 "$@") || return 1
    calculate %.0f "(${many##* } - ${few##* }) / 4000"
}
