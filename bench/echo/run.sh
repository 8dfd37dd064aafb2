# Echo over loopback, 64 bytes, closed loop: async C, by hand, libuv. Part of ../run.sh.

servers="hand cede lent"
[ -x "$bin/echo_libuv" ] && servers="$servers libuv libuv_write" || missing="$missing libuv1-dev"

server() {
    case $1 in
    hand) echo "$bin/echo_hand" ;;
    cede) echo "$bin/echo_async 0" ;;
    lent) echo "$bin/echo_lent 0" ;;
    libuv) echo "$bin/echo_libuv" ;;
    libuv_write) echo "$bin/echo_libuv write" ;;
    esac
}

title() {
    case $1 in
    hand) echo "epoll by hand" ;;
    cede) echo "cede, examples/echo.c" ;;
    lent) echo "cede, cede_peek" ;;
    libuv) echo "libuv, uv_try_write" ;;
    libuv_write) echo "libuv, uv_write" ;;
    esac
}

# Alternating, so that what else the machine does meets all of them.
echo_timed() {
    rm -f "$scratch"/timed.*
    for round in $(seq $rounds); do
        for s in $servers; do
            "$bin/load" -c "$1" -n "$2" $(server $s) >>"$scratch/timed.$s" || return 1
        done
    done
    echo
    echo "Echo, 64 bytes, $1 connections: medians of $rounds alternating runs of $2 requests"
    printf '%-24s %12s %8s %14s %8s\n' '' requests/s ratio 'CPU us/request' ratio
    base_rate=$(median "$scratch/timed.hand" 1)
    base_cpu=$(median "$scratch/timed.hand" 2)
    for s in $servers; do
        rate=$(median "$scratch/timed.$s" 1)
        cpu=$(median "$scratch/timed.$s" 2)
        printf '%-24s %12.0f %8s %14.2f %8s\n' "$(title $s)" "$rate" \
            "$(calculate %.2f "$rate / $base_rate")" "$cpu" "$(calculate %.2f "$cpu / $base_cpu")"
    done
}

echo_exact() {
    echo
    echo "Echo, per message: user instructions and system calls; per idle connection: bytes"
    printf '%-24s %16s %16s %12s %12s %12s\n' '' 'instr., 50 conn.' 'instr., 1 conn.' \
        'calls' 'and waits' 'bytes'
    for s in $servers; do
        many=- one=- calls="- -"
        have valgrind && many=$(echo_instructions 50 $(server $s)) && one=$(echo_instructions 1 $(server $s))
        have strace && calls=$(echo_calls 50 $(server $s))
        bytes=$(idle_bytes $(server $s))
        printf '%-24s %16s %16s %12s %12s %12s\n' "$(title $s)" "$many" "$one" \
            "${calls% *}" "${calls#* }" "$bytes"
        if [ $s = cede ]; then
            target echo "$many"
            target calls "${calls% *}"
        fi
    done
}

echo_timed 50 $((quick ? 30000 : 100000))
[ $quick = 1 ] || echo_timed 5000 100000
echo_exact
