#!/bin/sh
# run.sh CEDEC LIBRARY INCLUDE SCRIPT COMPILER: what gdb shows of async functions, by itself
# and with src/debug/cede-gdb.py.
#
# Each fact is a function whose name says it: it drives gdb in batch mode and compares what
# that prints from its first stop on. Addresses and what is not kept are made the same.
set -u
cedec=$1 library=$2 include=$3 script=$4 cc=$5
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failed=0

# debug PROGRAM COMMAND...
debug() {
    program=$1
    shift
    for command; do
        set -- "$@" -ex "$command"
        shift
    done
    timeout 60 gdb -nx -batch -ex "source $script" -ex 'set width 0' "$@" "./$program" > all 2>&1
    sed "1,/^\(Temporary b\|B\)reakpoint 1, /d; /^\[/d; /^$/d; /epoll_wait\.c/d; s/0x[0-9a-f]*/ADDRESS/g; s,$work/,,g; s/= .*   (not kept)/= …   (not kept)/" all
}

# expect PROGRAM COMMAND...: standard input is what it prints.
expect() {
    cat > expected
    debug "$@" > printed
    diff expected printed && return
    sed 's/^/  | /' all
    return 1
}

# ---- gdb by itself ----------------------------------------------------------------------

a_breakpoint_after_an_await_stops_in_the_users_file() {
    debug program 'break program.c:19' 'run' 'info line' 'next' 'info source' > printed
    grep '^Line 19 of "program.c" starts' printed && grep '^20	    return p.x' printed && grep '^Current source file is program.c$' printed
}

# The first time at line 20 is behind the await, and who awaits does so in line 27.
a_generated_file_has_the_users_lines_too() {
    expect file 'tbreak twice' 'run' 'cede bt' 'break program.c:20' 'continue' 'cede p p.x' << 'END'
11	    return 2 * x;
#0  leaf () at program.c:16
#1  caller () at program.c:27
Breakpoint 2 at ADDRESS: file program.c, line 20.
Breakpoint 2, leaf__step (cede__frame=ADDRESS, cede__t=ADDRESS) at program.c:20
20	    return p.x + (int)strlen(word);
$1 = 11
END
}

# ---- what a task does ---------------------------------------------------------------------

what_runs_is_shown_with_its_locals() {
    expect program 'break program.c:19' 'run' 'cede bt' 'cede locals' 'p $cede("p")' 'p $cede("p").y + 1' 'cede print p.x + p.y' \
        'cede frame 1' 'cede print name' 'cede p sum + 10 * i' 'cede p sum = 7' 'p $cede("sum")' 'cede p nothing' \
        'break twice' 'continue' 'cede bt' << 'END'
19	    p.x++;
#0  leaf () at program.c:19
#1  caller () at program.c:27
p = {x = 10, y = 20}
word = ADDRESS "leaf"
ms = …   (not kept)
$1 = {x = 10, y = 20}
$2 = 21
$3 = 30
#1  caller (program.c:27)
$4 = ADDRESS "first"
$5 = 10
$6 = 7
$7 = 7
No symbol "nothing" in current context.
Breakpoint 2 at ADDRESS: file program.c, line 11.
Breakpoint 2, twice (x=20) at program.c:11
11	    return 2 * x;
#0  leaf () at program.c:16
#1  caller () at program.c:27
END
}

# Where the loop idles: recursion in boxes, a generator, and the task that owns the others.
what_waits_is_shown_with_its_locals() {
    expect "$1" 'tbreak epoll_wait' 'run' 'cede bt' 'cede tasks' 'cede task 3' 'cede frame 4' 'cede locals' \
        'cede task 4' 'cede bt 2' 'cede locals' 'cede task 1' 'cede locals' 'cede task 7' 'cede frame 3' << 'END'
no task runs on this thread; `cede tasks` lists those that wait, `cede task ID` looks at one
  Id   State    Where
  1    waiting  everything (program.c:66)
  2    waiting    caller (program.c:27) > leaf (program.c:18) > cede_sleep
  3    waiting    down (program.c:36) > down (program.c:36) > down (program.c:38) > leaf (program.c:18) > cede_sleep
  4    waiting    consumer (program.c:53) > numbers (program.c:45) > cede_sleep
#0  cede_sleep ()
#1  leaf () at program.c:18
#2  down () at program.c:38
#3  down () at program.c:36
#4  down () at program.c:36
#4  down (program.c:36)
result = 2
#0  cede_sleep ()
#1  numbers () at program.c:45
#2  consumer () at program.c:53
#0  cede_sleep ()
#1  numbers () at program.c:45
(more awaits follow…)
n = 2
i = 0
#0  everything () at program.c:66
a = 0
c = 0
b = 0
g = group, 3 running
there is no task 7
there is no frame 3
END
}

what_waits_is_shown_of_optimized_programs_too() {
    what_waits_is_shown_with_its_locals optimized
}

what_is_written_by_hand_is_shown_too() {
    expect by_hand 'tbreak epoll_wait' 'run 0' 'cede tasks' 'cede task 1' 'cede print listens' << 'END'
  Id   State    Where
  1    waiting  serve (echo_macros.c:45) > cede_accept
#0  cede_accept ()
#1  serve () at echo_macros.c:45
$1 = 1
END
}

a_core_file_shows_as_much() {
    ulimit -c unlimited
    gdb -nx -batch -ex 'break program.c:19' -ex run -ex 'generate-core-file core' ./program > all 2>&1
    gdb -nx -batch -ex "source $script" -ex 'cede bt' -ex 'cede p p.y' ./program core > printed 2>&1
    grep '^#1  caller () at program.c:27' printed && grep '^$1 = 20' printed
}

# ---- all of them ----------------------------------------------------------------------------

cp "$here/program.c" .
"$cedec" --wrap "$cc" -g -O0 -I"$include" program.c "$library" -lpthread -lm -o program || exit 1
"$cedec" --wrap "$cc" -g -O2 -I"$include" program.c "$library" -lpthread -lm -o optimized || exit 1
"$cedec" program.c -o file.c -- "$cc" -I"$include" && "$cc" -g -O0 -I"$include" file.c "$library" -lpthread -lm -o file || exit 1
cp "$here/../../../examples/echo_macros.c" .
"$cc" -g -O0 -I"$include" echo_macros.c "$library" -lpthread -lm -o by_hand || exit 1
for fact in a_breakpoint_after_an_await_stops_in_the_users_file a_generated_file_has_the_users_lines_too what_runs_is_shown_with_its_locals \
    'what_waits_is_shown_with_its_locals program' what_waits_is_shown_of_optimized_programs_too what_is_written_by_hand_is_shown_too a_core_file_shows_as_much; do
    if ! $fact > said 2>&1; then
        echo "FAIL $fact"
        cat said
        failed=$((failed + 1))
    fi
done
[ "$failed" = 0 ]
