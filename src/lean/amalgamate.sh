#!/bin/sh
# amalgamate.sh DIRECTORY: writes the lean core and its ports there as two files,
# cede_core.h and cede_core.c, for projects that want no more of cede than these. What was
# chosen by the build is chosen by macros: CEDE_NO_CANCEL, CEDE_TICKLESS, and the compiler's
# architecture.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
out=$1
mkdir -p "$out"

# Prints files with their own includes in place of the #include lines, each once, and
# without what is not for the lean core.
expand() {
    awk -v root="$root" '
    function place(name, from) {
        if (name ~ /^<cede\//)
            return root "/include/" substr(name, 2, length(name) - 2)
        sub(/[^\/]*$/, "", from)
        return from substr(name, 2, length(name) - 2)
    }
    function expand(file, line, depth, chosen, skipping) {
        if (file in seen)
            return
        seen[file] = 1
        depth = skipping = 0
        chosen = -1
        while ((getline line < file) > 0) {
            if (line ~ /^#if/)
                depth++
            if (line ~ /^#ifn?def CEDE_LEAN( |$)/ && !skipping) {
                chosen = depth
                skipping = line ~ /^#ifndef/
            } else if (depth == chosen && line ~ /^#else/) {
                skipping = !skipping
            } else if (depth == chosen && line ~ /^#endif/) {
                skipping = 0
                chosen = -1
            } else if (!skipping && match(line, /^#include (<cede\/[^>]*>|"[^"]*")/)) {
                expand(place(substr(line, 10, RLENGTH - 9), file))
            } else if (!skipping) {
                print line
            }
            if (line ~ /^#endif/)
                depth--
        }
        close(file)
    }
    BEGIN {
        for (i = 1; i < ARGC; i++)
            expand(ARGV[i])
    }' "$@"
}

{
    echo "/* cede_core.h: cede for small chips, in one header; docs/embedded.md says how to use it."
    echo " * Made by src/lean/amalgamate.sh. */"
    echo "#ifndef CEDE_CORE_ALL_H"
    echo "#define CEDE_CORE_ALL_H"
    echo "#define CEDE_LEAN 1"
    expand "$root/include/cede/errno.h" "$root/include/cede/time.h" "$root/include/cede/chip.h"
    echo "#endif"
} > "$out/cede_core.h"

# Sources: their includes of <cede/…> are the header above.
body() {
    sed -e '/^#include <cede\//d' -e '/^#include "leaf.h"/d' -e '/^#include "riscv_mtime.h"/d' "$@"
}

{
    echo "/* cede_core.c: the lean core and the port of the compiler's architecture. Made by"
    echo " * src/lean/amalgamate.sh. */"
    echo '#include "cede_core.h"'
    body "$root/src/lean/leaf.h" "$root"/src/lean/run.c "$root"/src/lean/sleep.c "$root"/src/lean/flag.c \
        "$root"/src/lean/event.c "$root"/src/lean/bytes.c
    echo "#ifndef CEDE_NO_CANCEL"
    body "$root/src/lean/scope.c"
    echo "#endif"
    body "$root/src/port/silent.c"
    for port in "cortex_m defined(__ARM_ARCH_PROFILE) && __ARM_ARCH_PROFILE == 'M'" "riscv defined(__riscv)" "avr defined(__AVR__)"; do
        echo "#if ${port#* }"
        [ "${port%% *}" = riscv ] && body "$root/src/port/riscv_mtime.h"
        echo "#ifdef CEDE_TICKLESS"
        body "$root/src/port/${port%% *}_tickless.c"
        echo "#else"
        body "$root/src/port/${port%% *}_ticked.c"
        echo "#endif"
        echo "#endif"
    done
} > "$out/cede_core.c"
