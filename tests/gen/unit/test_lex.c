/* test_lex.c: preprocessed text becomes tokens with places, and macros. */
#include "fixture.h"

/* "text@line" of all tokens, '*' before those of the main file. */
static const char *places_of(const struct unit *u)
{
    struct text out = { NULL, 0, 0 };
    text_add(&out, "", 0);
    for (size_t i = 0; i + 1 < u->tokens.n; i++) {
        const struct token *t = &u->tokens.at[i];
        text_printf(&out, "%s%s%s@%s:%d", i ? " " : "", t->file->main ? "*" : "", t->text, t->file->name, t->line);
    }
    return out.bytes;
}

static void markers_give_file_and_line(void **state)
{
    (void)state;
    struct unit *u = unit_lexed("# 0 \"t.c\"\n# 0 \"<built-in>\"\n# 0 \"<command-line>\"\n"
                                "# 1 \"/usr/include/stdc-predef.h\" 1 3 4\np\n# 0 \"<command-line>\" 2\n"
                                "# 1 \"t.c\"\na\n\nb # c\n# 1 \"x\\\\\\\"\\101.h\" 1\nd\n# 9 \"t.c\" 2\ne\n");
    assert_string_equal(places_of(u), "p@/usr/include/stdc-predef.h:1 *a@t.c:1 *b@t.c:3 *#@t.c:3 *c@t.c:3 "
                                      "d@x\\\"A.h:1 *e@t.c:9");
}

static void main_file_stays_main_under_another_name(void **state)
{
    (void)state;
    struct unit *u = unit_lexed("# 1 \"t.c\"\na\n# 100 \"foo.y\"\nb\n# 1 \"h.h\" 1\nc\n# 102 \"foo.y\" 2\nd\n");
    assert_string_equal(places_of(u), "*a@t.c:1 *b@foo.y:100 c@h.h:1 *d@foo.y:102");
}

static void main_file_that_includes_itself_is_a_header_there(void **state)
{
    (void)state;
    struct unit *u = unit_lexed("# 1 \"t.c\"\na\n# 1 \"t.c\" 1\nb\n# 3 \"t.c\" 2\nc\n");
    assert_string_equal(places_of(u), "*a@t.c:1 b@t.c:1 *c@t.c:3");
}

/* tcc says that it enters its predefinitions but not always that it leaves them. */
static void markers_of_tcc_are_understood(void **state)
{
    (void)state;
    struct unit *u = unit_lexed("# 1 \"t.c\"\n# 1 \"<command line>\" 1\n#define unix 1\n# 1 \"h.h\"\na\n# 2 \"t.c\" 2\nb\n");
    assert_string_equal(places_of(u), "a@h.h:1 *b@t.c:2");
}

static void line_directives_are_markers(void **state)
{
    (void)state;
    assert_string_equal(places_of(unit_lexed("#line 7 \"u.c\"\na\n#line 20\nb\n")), "*a@u.c:7 *b@u.c:20");
}

static void macros_know_the_token_behind_them(void **state)
{
    (void)state;
    struct unit *u = unit_lexed("# 1 \"t.c\"\n#define A\nx\n#define B  1 + 2 \n#define C(a, b) a ## b\n"
                                "#define D (e)\ny\n#undef B\n");
    assert_int_equal(u->macros.n, 5);
    const struct macro *m = u->macros.at;
    assert_string_equal(m[0].name, "A");
    assert_string_equal(m[0].body, "");
    assert_int_equal(m[0].token, 0);
    assert_int_equal(m[0].line, 1);
    assert_string_equal(m[1].body, "1 + 2");
    assert_false(m[1].function_like);
    assert_int_equal(m[1].token, 1);
    assert_true(m[2].function_like);
    assert_string_equal(m[2].body, "a ## b");
    assert_false(m[3].function_like);
    assert_string_equal(m[3].body, "(e)");
    assert_true(m[4].undef);
    assert_int_equal(m[4].token, 2);
    assert_string_equal(u->tokens.at[1].text, "y");
}

static void pragmas_are_tokens_and_other_directives_are_not(void **state)
{
    (void)state;
    struct unit *u = unit_lexed("# 1 \"t.c\"\na\n#pragma  omp for \n#ident \"x\"\n#\nb\n");
    assert_string_equal(places_of(u), "*a@t.c:1 *#pragma  omp for@t.c:2 *b@t.c:5");
    assert_int_equal(u->tokens.at[1].kind, T_PRAGMA);
    assert_int_equal(u->tokens.at[3].kind, T_EOF);
}

static void spaces_and_line_starts_are_kept(void **state)
{
    (void)state;
    const struct token *t = unit_lexed("a(b)\n c")->tokens.at;
    assert_true(t[0].bol);
    assert_false(t[1].space);
    assert_false(t[1].bol);
    assert_true(t[4].bol && t[4].space);
}

static void lex_bad(void *argument)
{
    *(struct unit **)argument = unit_lexed("# 1 \"nowhere.c\"\nint @ a = \"b;\n'c\n\xff\n");
}

static void bad_tokens_are_reported_with_their_line(void **state)
{
    struct unit *u;
    (void)state;
    assert_string_equal(messages_of(lex_bad, &u),
                        "nowhere.c:1: error: '@' cannot stand in a program\n"
                        "nowhere.c:1: error: this string is not closed\n"
                        "nowhere.c:2: error: this character constant is not closed\n"
                        "nowhere.c:3: error: the byte 0xFF cannot stand in a program\n");
    assert_int_equal(u->errors, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markers_give_file_and_line),
        cmocka_unit_test(main_file_stays_main_under_another_name),
        cmocka_unit_test(main_file_that_includes_itself_is_a_header_there),
        cmocka_unit_test(markers_of_tcc_are_understood),
        cmocka_unit_test(line_directives_are_markers),
        cmocka_unit_test(macros_know_the_token_behind_them),
        cmocka_unit_test(pragmas_are_tokens_and_other_directives_are_not),
        cmocka_unit_test(spaces_and_line_starts_are_kept),
        cmocka_unit_test(bad_tokens_are_reported_with_their_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
