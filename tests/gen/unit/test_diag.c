/* test_diag.c: messages show where, and never more than a reader can take. */
#include "fixture.h"

#include <sys/wait.h>
#include <unistd.h>

struct place { struct unit *u; size_t begin, end; };

static void report(void *argument)
{
    struct place *p = argument;
    error_at(p->u, p->begin, p->end, "%s", "no");
}

static const char *message_at(struct unit *u, size_t begin, size_t end)
{
    struct place p = { u, begin, end };
    return messages_of(report, &p);
}

static struct unit *unmacroed(const char *written)
{
    return unit_made(written, intern_format("# 1 \"t.c\"\n%s", written));
}

static void a_mark_covers_the_tokens(void **state)
{
    (void)state;
    assert_string_equal(message_at(unmacroed("a;\n  b = call(x);\n"), 4, 8),
                        "t.c:2:7: error: no\n  b = call(x);\n      ^~~~~~~\n");
}

static void a_mark_ends_with_its_line(void **state)
{
    (void)state;
    assert_string_equal(message_at(unmacroed("f(a,\n  b);\n"), 0, 6), "t.c:1:1: error: no\nf(a,\n^~~~\n");
}

static void tabs_and_carriage_returns_are_shown_as_space(void **state)
{
    (void)state;
    assert_string_equal(message_at(unmacroed("\tab\tc;\r\n"), 1, 2),
                        "t.c:1:5: error: no\n        ab      c;\n                ^\n");
}

static void characters_count_once_whatever_their_bytes(void **state)
{
    (void)state;
    assert_string_equal(message_at(unmacroed("\xc3\xa4 \xc3\xb6;\n"), 1, 2),
                        "t.c:1:4: error: no\n\xc3\xa4 \xc3\xb6;\n  ^\n");
}

static void control_characters_are_not_printed(void **state)
{
    (void)state;
    assert_string_equal(message_at(unmacroed("x; /* \033[31m */\n"), 0, 1), "t.c:1:1: error: no\nx; /*  [31m */\n^\n");
}

static void long_lines_are_shown_in_part(void **state)
{
    struct text t = { NULL, 0, 0 };
    (void)state;
    text_printf(&t, "%5000s;%5000s;\n", "x", "y");
    const char *m = message_at(unmacroed(t.bytes), 2, 3);
    assert_true(strlen(m) < 300);
    assert_non_null(strstr(m, "t.c:1:10001: error: no\n..."));
    assert_non_null(strstr(m, "y;\n"));
}

static void a_macro_is_marked_where_it_is_called(void **state)
{
    (void)state;
    struct unit *u = unit_made("#define M 1 + 2\nx = M;\n", "# 1 \"t.c\"\n#define M 1 + 2\nx = 1 + 2;\n");
    assert_string_equal(message_at(u, 3, 4), "t.c:2:5: error: no\nx = M;\n    ^\n"
                                             "t.c:1:13: note: in expansion of macro 'M'\n#define M 1 + 2\n            ^\n");
}

static void a_definition_over_lines_is_shown_where_the_token_stands(void **state)
{
    (void)state;
    struct unit *u = unit_made("#define M /* sum */ \\\n  1 \\\n  + 2\nx = M;\n", "# 1 \"t.c\"\n#define M 1 + 2\n# 4 \"t.c\"\nx = 1 + 2;\n");
    assert_string_equal(message_at(u, 3, 4), "t.c:4:5: error: no\nx = M;\n    ^\n"
                                             "t.c:3:3: note: in expansion of macro 'M'\n  + 2\n  ^\n");
}

static void a_definition_that_is_not_there_is_not_shown(void **state)
{
    (void)state;
    struct unit *u = unit_made("\nx = M;\n", "# 1 \"<command-line>\"\n#define M 1 + 2\n# 1 \"t.c\"\n\nx = 1 + 2;\n");
    assert_string_equal(message_at(u, 3, 4), "t.c:2:5: error: no\nx = M;\n    ^\n"
                                             "<command-line>: note: in expansion of macro 'M'\n");
}

static void macros_of_the_system_are_not_named(void **state)
{
    (void)state;
    struct unit *u = unit_made("\nx = M;\n", "# 1 \"/nowhere/h.h\" 1 3\n#define M 1 + 2\n# 1 \"t.c\" 2\n\nx = 1 + 2;\n");
    assert_string_equal(message_at(u, 3, 4), "t.c:2:5: error: no\nx = M;\n    ^\n");
}

static void of_many_macros_the_middle_is_left_out(void **state)
{
    static const char *const d = "#define A B\n#define B C\n#define C D\n#define D E\n#define E F\n#define F G\n#define G H\n#define H 1\n";
    (void)state;
    struct unit *u = unit_made(intern_format("%sx = A;\n", d), intern_format("# 1 \"t.c\"\n%sx = 1;\n", d));
    const char *m = message_at(u, 2, 3);
    assert_non_null(strstr(m, "macro 'C'\n#define C D\n          ^\nt.c: note: in expansion of 2 more macros\nt.c:6:11: note: in expansion of macro 'F'\n"));
    assert_non_null(strstr(m, "macro 'A'"));
    assert_non_null(strstr(m, "macro 'H'"));
    assert_null(strstr(m, "macro 'D'"));
}

static void without_a_place_there_is_a_line(void **state)
{
    (void)state;
    struct unit *u = unit_made("x\n", "# 1 \"t.c\"\nx\n# 1 \"/nowhere/h.h\" 1\ny z\n");
    assert_string_equal(message_at(u, 1, 2), "/nowhere/h.h:1: error: no\n");
}

static void a_word_in_a_header_is_marked_if_it_stands_there_once(void **state)
{
    const char *header = file_with("int once, twice, twice; onceler\n", 32);
    (void)state;
    struct unit *u = unit_made("\n", intern_format("# 1 \"t.c\"\n# 1 \"%s\" 1\nonce twice\n", header));
    assert_string_equal(message_at(u, 0, 1),
                        intern_format("%s:1:5: error: no\nint once, twice, twice; onceler\n    ^~~~\n", header));
    assert_string_equal(message_at(u, 1, 2), intern_format("%s:1: error: no\nint once, twice, twice; onceler\n", header));
}

static void warn_and_hint(void *argument)
{
    struct unit *u = argument;
    warning_at(u, WARN_OMITTED, 0, 1, "odd %d", 7);
    hint(u, "write %s", "x");
}

static void hints_follow_and_warnings_are_counted(void **state)
{
    (void)state;
    struct unit *u = unmacroed("a\n");
    assert_string_equal(messages_of(warn_and_hint, u), "t.c:1:1: warning: odd 7 [-Wasync-omitted]\na\n^\nhint: write x\n");
    assert_int_equal(u->warnings, 1);
    assert_int_equal(u->errors, 0);
}

static void report_without_end(void *argument)
{
    struct place p = { argument, 0, 1 };
    int status;
    pid_t child = fork();
    if (child == 0) {
        for (int i = 0; i < 1000; i++)
            report(&p);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 1);
}

static void the_twenty_first_error_ends_the_run(void **state)
{
    int count = 0;
    (void)state;
    const char *m = messages_of(report_without_end, unmacroed("a\n"));
    for (const char *p = m; (p = strstr(p, "error: no")); p++)
        count++;
    assert_int_equal(count, 20);
    assert_non_null(strstr(m, "more than 20 errors"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mark_covers_the_tokens),
        cmocka_unit_test(a_mark_ends_with_its_line),
        cmocka_unit_test(tabs_and_carriage_returns_are_shown_as_space),
        cmocka_unit_test(characters_count_once_whatever_their_bytes),
        cmocka_unit_test(control_characters_are_not_printed),
        cmocka_unit_test(long_lines_are_shown_in_part),
        cmocka_unit_test(a_macro_is_marked_where_it_is_called),
        cmocka_unit_test(a_definition_over_lines_is_shown_where_the_token_stands),
        cmocka_unit_test(a_definition_that_is_not_there_is_not_shown),
        cmocka_unit_test(macros_of_the_system_are_not_named),
        cmocka_unit_test(of_many_macros_the_middle_is_left_out),
        cmocka_unit_test(without_a_place_there_is_a_line),
        cmocka_unit_test(a_word_in_a_header_is_marked_if_it_stands_there_once),
        cmocka_unit_test(hints_follow_and_warnings_are_counted),
        cmocka_unit_test(the_twenty_first_error_ends_the_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
