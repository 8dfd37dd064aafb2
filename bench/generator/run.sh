# cedec's own speed, and what wrapping a compiler costs. Part of ../run.sh.

# Seconds of processor time of what a command does, by its shell's account.
processor_time() {
    sh -c '"$@" > /dev/null; times' sh "$@" | awk 'NR == 2 { gsub(/[ms]/, " "); print $1 * 60 + $2 + $3 * 60 + $4 }'
}

cedec=$build/gen/cedec

# Minutes for a million preprocessed lines of a file with that many async functions.
minutes() {
    python3 "$bench/generator/big.py" "$1" >"$scratch/big.c"
    cc -E -dD -DCEDE__CEDEC=1 -Iinclude "$scratch/big.c" >"$scratch/big.i"
    time=$(processor_time "$cedec" "$scratch/big.c" --preprocessed "$scratch/big.i" -o "$scratch/big.out.c")
    calculate %.3f "$time / 60 / $(wc -l <"$scratch/big.i") * 1000000"
}

many=$((quick ? 2000 : 8000))
few_minutes=$(minutes 500)
many_minutes=$(minutes $many)
echo
echo "cedec: a file with 500 async functions $few_minutes minutes per million preprocessed lines, with $many $many_minutes"
target lines "$many_minutes"

# cost SOURCE [OTHER]: wrapped SOURCE, times cc alone on OTHER; median of compiles by turns.
cost() {
    : >"$scratch/ratios"
    for round in $(seq $rounds); do
        plain=$(processor_time sh "$bench/generator/repeat.sh" $compiles cc $flags -c "${2-$1}" -o "$scratch/out.o")
        wrapped=$(processor_time sh "$bench/generator/repeat.sh" $compiles "$cedec" --wrap cc $flags -c "$1" -o "$scratch/out.o")
        calculate '%.2f\n' "$wrapped / $plain" >>"$scratch/ratios"
    done
    median "$scratch/ratios" 1
}

compiles=$((quick ? 4 : 20))
flags="-O2 -D_GNU_SOURCE -Iinclude -Iexamples"
"$cedec" examples/kv.c -o "$scratch/kv.async.c" -- cc $flags
ordinary=$(cost bench/echo/hand.c)
echo
echo "processor time of cedec --wrap cc -O2 -c, times that of cc:"
printf '  %-52s %5s\n' "ordinary C" "$ordinary" \
    "includes cede.h, without async functions" "$(cost examples/kv_commands.c)" \
    "async functions, beside their generated code" "$(cost examples/kv.c "$scratch/kv.async.c")"
target wrap "$ordinary"
