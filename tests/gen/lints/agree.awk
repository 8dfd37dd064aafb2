# agree.awk SET.c MESSAGES: how well the warnings told agree with the labels of a set. Prints
# what is wrong, then precision and recall in percent.
FNR == NR {
    if (match($0, /(lost|fine)_[a-z_]*\(/) && /^(static )?async/) {
        name = substr($0, RSTART, RLENGTH - 1)
        if (!(name in line)) { order[++n] = name; line[name] = FNR }
    } else if (/^(static )?async|^static|^int main/) {
        name = ""
    }
    of[FNR] = name
    next
}
/-Wasync-lost-update\]$/ { split($0, part, ":"); told[of[part[2]]] = 1 }
END {
    for (i = 1; i <= n; i++) {
        lost = order[i] ~ /^lost_/
        t = order[i] in told
        right += lost && t; false_alarms += !lost && t; missed += lost && !t
        if (!lost && t) print "false alarm: " order[i]
        if (lost && !t) print "missed: " order[i]
    }
    printf "%d snippets, %d of them lose updates: precision %.1f %%, recall %.1f %%\n", n, right + missed,
           100 * right / (right + false_alarms), 100 * right / (right + missed)
    exit n < 60 || right < 0.99 * (right + false_alarms) || right < 0.9 * (right + missed)
}
