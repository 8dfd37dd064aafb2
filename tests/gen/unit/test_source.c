/* test_source.c: the user's compile command becomes a preprocessor run. The compiler
 * here is a shell script that says how it was called. */
#include "fixture.h"

#include <sys/stat.h>

static char *compiler(const char *script)
{
    const char *path = file_with(script, strlen(script));
    assert_int_equal(chmod(path, 0700), 0);
    return (char *)path;
}

/* The output of the command for t.c; NULL where it failed. */
static const char *output_of(char **cc)
{
    struct unit *u = unit_lexed("");
    size_t n = 0;
    const char *text = source_preprocess(u, cc, &n);
    if (text)
        assert_int_equal(strlen(text), n);
    return text;
}

#define ECHO_ARGUMENTS "#!/bin/sh\necho $*\n"

static void what_the_preprocessor_needs_is_kept(void **state)
{
    char *cc[] = { compiler(ECHO_ARGUMENTS), "-Iinc", "-I", "dir.c", "-DX=1", "-D", "Y", "-std=c99", "-m32", "-O2", "-include",
                   "a.c", "-isystem", "sys", "--sysroot=/r", "-x", "c", "-Wall", "-pthread", "gcc", "@file.c", NULL };
    (void)state;
    assert_string_equal(output_of(cc),
                        "-Iinc -I dir.c -DX=1 -D Y -std=c99 -m32 -O2 -include a.c -isystem sys --sysroot=/r -x c -Wall "
                        "-pthread gcc @file.c -E -dD -DCEDE__CEDEC=1 t.c\n");
}

static void what_makes_other_output_is_dropped(void **state)
{
    char *cc[] = { compiler(ECHO_ARGUMENTS), "-c", "-S", "-E", "-P", "-o", "x.o", "-oy.o", "-MD", "-MMD", "-MP", "-MF", "d", "-MFd",
                   "-MT", "t", "-MQ", "q", "-Wp,-MMD,d", "-dM", "-dD", "-C", "src/t.c", "lib.a", "u.o", "-lm", "-L", "l", "-Ll",
                   "-Wl,-z,now", "-save-temps", "-", "-DLAST", "-o", NULL };
    (void)state;
    assert_string_equal(output_of(cc), "-DLAST -E -dD -DCEDE__CEDEC=1 t.c\n");
}

static void a_compiler_without_macro_output_is_run_without(void **state)
{
    char *cc[] = { compiler("#!/bin/sh\ncase \"$*\" in *-dD*) echo unknown option >&2; exit 1;; esac\necho $*\n"), NULL };
    (void)state;
    assert_string_equal(output_of(cc), "-E -DCEDE__CEDEC=1 t.c\n");
}

static void run_failing(void *argument)
{
    assert_null(output_of(argument));
}

static void messages_of_a_failing_compiler_are_shown_once(void **state)
{
    char *cc[] = { compiler("#!/bin/sh\necho t.c:1: no such header >&2; exit 4\n"), "-DX", NULL };
    (void)state;
    assert_string_equal(messages_of(run_failing, cc),
                        intern_format("t.c:1: no such header\n"
                                      "cedec: the preprocessor failed: %s -DX -E -DCEDE__CEDEC=1 t.c\n", cc[0]));
}

static void a_compiler_that_is_killed_or_missing_is_told(void **state)
{
    char *killed[] = { compiler("#!/bin/sh\nkill -9 $$\n"), NULL };
    char *missing[] = { "/nowhere/cc", NULL };
    (void)state;
    assert_non_null(strstr(messages_of(run_failing, killed), "ended by signal 9"));
    assert_string_equal(messages_of(run_failing, missing), "cedec: cannot run /nowhere/cc: No such file or directory\n");
}

static void run_well(void *argument)
{
    assert_string_equal(output_of(argument), "ok\n");
}

static void warnings_are_left_to_the_compile_run(void **state)
{
    char *cc[] = { compiler("#!/bin/sh\necho t.c:1: careful >&2; echo ok\n"), NULL };
    (void)state;
    assert_string_equal(messages_of(run_well, cc), "");
}

static void files_know_where_their_lines_begin(void **state)
{
    struct unit *u = unit_written("a\n\nb\0c\nd", 8);
    (void)state;
    assert_int_equal(u->main->n, 8);
    assert_int_equal(u->main->lines.n, 4);
    assert_int_equal(u->main->lines.at[2], 3);
    assert_int_equal(u->main->lines.at[3], 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_the_preprocessor_needs_is_kept),
        cmocka_unit_test(what_makes_other_output_is_dropped),
        cmocka_unit_test(a_compiler_without_macro_output_is_run_without),
        cmocka_unit_test(messages_of_a_failing_compiler_are_shown_once),
        cmocka_unit_test(a_compiler_that_is_killed_or_missing_is_told),
        cmocka_unit_test(warnings_are_left_to_the_compile_run),
        cmocka_unit_test(files_know_where_their_lines_begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
