/* test_align.c: tokens find their bytes, and those of macros the call. */
#include "fixture.h"

#include "scan.h"

/* The main file's tokens: as they are where they were written, "text<col" where they
 * came out of a call at that column, "text?" where nothing is known. A newline is
 * set where the line changes. Checks what must hold for every file on the way. */
static const char *aligned(const char *written, const char *preprocessed)
{
    const struct unit *u = unit_made(written, preprocessed);
    struct text out = { NULL, 0, 0 };
    int line = 0;
    long behind = 0;
    text_add(&out, "", 0);
    for (size_t i = 0; i + 1 < u->tokens.n; i++) {
        const struct token *t = &u->tokens.at[i];
        if (!t->file->main)
            continue;
        text_puts(&out, !out.n ? "" : t->line != line ? "\n" : " ");
        line = t->line;
        text_puts(&out, t->text);
        if (t->raw_begin < 0) {
            text_printf(&out, t->col ? "<%d" : "?", t->col);
            continue;
        }
        assert_true(t->raw_begin >= behind && t->raw_end > t->raw_begin);
        assert_true(t->col > 0);
        behind = t->raw_end;
        if (t->kind != T_PRAGMA)
            assert_string_equal(t->text, scan_text(u->main->bytes + t->raw_begin, u->main->bytes + t->raw_end));
    }
    return out.bytes;
}

static void what_is_written_is_found(void **state)
{
    (void)state;
    assert_string_equal(aligned("int f(void)\n{\n    return 1+2; /* 3 */ }\n",
                                "# 1 \"t.c\"\nint f(void)\n{\n    return 1+2; }\n"),
                        "int f ( void )\n{\nreturn 1 + 2 ; }");
}

static void columns_count_bytes_from_one(void **state)
{
    (void)state;
    const struct unit *u = unit_made("\t\xc3\xa4 b;\n", "# 1 \"t.c\"\n \xc3\xa4 b;\n");
    assert_int_equal(u->tokens.at[0].col, 2);
    assert_int_equal(u->tokens.at[1].col, 5);
    assert_int_equal(u->tokens.at[1].raw_begin, 4);
}

static void expansions_have_the_column_of_their_call(void **state)
{
    (void)state;
    assert_string_equal(aligned("#define A 1 + x\n#define F(a) (a)\ny = A - F(y); y;\n",
                                "# 1 \"t.c\"\n#define A 1 + x\n#define F(a) (a)\ny = 1 + x - (y); y;\n"),
                        "y = 1<5 +<5 x<5 - (<9 y<9 )<9 ; y ;");
}

/* gcc says the first line for all of it, tcc the last one, clang joins the rest to it. */
static void calls_may_span_lines(void **state)
{
    const char *written = "#define F(a, b) a + b\nx = F(1,\n    2\n  ) ; y\nz\n";
    const char *expected = "x = 1<5 +<5 2<5\n; y\nz";
    (void)state;
    assert_string_equal(aligned(written, "# 1 \"t.c\"\n#define F(a,b) a + b\nx = 1 + 2\n\n   ; y\nz\n"), expected);
    assert_string_equal(aligned(written, "# 1 \"t.c\"\n#define F(a,b) a + b\n\n\nx = 1 + 2 ; y\nz\n"), expected);
    assert_string_equal(aligned(written, "# 1 \"t.c\"\n#define F(a,b) a + b\nx = 1 + 2 ; y\n\n\nz\n"), expected);
}

static void comments_and_splices_join_lines(void **state)
{
    (void)state;
    assert_string_equal(aligned("a /*\n*/ b \\\n c\nd\n", "# 1 \"t.c\"\na b c\n\n\nd\n"), "a\nb\nc\nd");
    assert_string_equal(aligned("s = \"a\\\nb\" 'c';\n", "# 1 \"t.c\"\ns = \"ab\" 'c';\n"), "s = \"ab\"\n'c' ;");
}

static void a_name_without_arguments_is_no_call(void **state)
{
    (void)state;
    assert_string_equal(aligned("#define f(x) x\np = f; f\n(1);\n", "# 1 \"t.c\"\n#define f(x) x\np = f; 1;\n"),
                        "p = f ; 1<8\n;");
    assert_string_equal(aligned("#define f(x) x\nf\ng\n", "# 1 \"t.c\"\n#define f(x) x\nf g\n"), "f\ng");
}

static void a_macro_that_is_itself_is_a_name(void **state)
{
    (void)state;
    assert_string_equal(aligned("#define stdin stdin\nx = stdin;\n", "# 1 \"t.c\"\n#define stdin stdin\nx = stdin;\n"),
                        "x = stdin ;");
}

static void macros_hold_from_define_to_undef(void **state)
{
    (void)state;
    assert_string_equal(aligned("A;\n#define A A2\nA;\n#undef A\nA;\n",
                                "# 1 \"t.c\"\nA;\n#define A A2\nA2;\n#undef A\nA;\n"),
                        "A ;\nA2<1 ;\nA ;");
}

static void builtin_macros_are_calls(void **state)
{
    (void)state;
    assert_string_equal(aligned("f(__FILE__, __LINE__);\n", "# 1 \"t.c\"\nf(\"t.c\", 1);\n"),
                        "f ( \"t.c\"<3 , 1<13 ) ;");
}

static void arguments_are_part_of_the_call_even_if_they_reappear(void **state)
{
    (void)state;
    assert_string_equal(aligned("#define ID(x) x\nID(a) ID(b); c\n", "# 1 \"t.c\"\n#define ID(x) x\na b; c\n"),
                        "a<1 b<7 ; c");
    assert_string_equal(aligned("#define IF(c) if (c) {\nIF(a) b; }\n", "# 1 \"t.c\"\n#define IF(c) if (c) {\nif (a) { b; }\n"),
                        "if<1 (<1 a<1 )<1 {<1 b ; }");
}

static void what_stands_between_calls_is_found_though_it_stands_in_them(void **state)
{
    (void)state;
    assert_string_equal(aligned("#define SUM(x) (1 + x)\nk = SUM(3) + SUM(4) + 5;\n",
                                "# 1 \"t.c\"\n#define SUM(x) (1 + x)\nk = (1 + 3) + (1 + 4) + 5;\n"),
                        "k = (<5 1<5 +<5 3<5 )<5 + (<14 1<14 +<14 4<14 )<14 + 5 ;");
}

static void calls_that_expand_to_nothing_leave_the_rest(void **state)
{
    (void)state;
    assert_string_equal(aligned("#define N(x)\nN(a) b N(c);\nN(d\n)\ne\n", "# 1 \"t.c\"\n#define N(x)\n b ;\n\n\ne\n"),
                        "b ;\ne");
}

static void what_if_left_out_is_passed_by(void **state)
{
    (void)state;
    assert_string_equal(aligned("#define F(x) x\n#if 0\nint don't(; F(\n#else\nint a;\n#endif\nint b;\n",
                                "# 1 \"t.c\"\n#define F(x) x\n\n\n\nint a;\n\nint b;\n"),
                        "int a ;\nint b ;");
}

static void conditionals_inside_arguments_are_part_of_the_call(void **state)
{
    (void)state;
    assert_string_equal(aligned("#define F(x) x\na F(\n#if 0\n 3)\n#else\n 4\n#endif\n) b\n",
                                "# 1 \"t.c\"\n#define F(x) x\na 4\n\n\n\n\n\n b\n"),
                        "a 4<3\nb");
}

static void renamed_lines_are_found(void **state)
{
    (void)state;
    assert_string_equal(aligned("a;\n#line 1 \"p.y\"\nb;\n#line 50\nc;\n#line 4 \"t.c\"\nd;\n",
                                "# 1 \"t.c\"\na;\n# 1 \"p.y\"\nb;\n# 50 \"/src/p.y\"\nc;\n# 4 \"t.c\"\nd;\n"),
                        "a ; b ;\nc ;\nd ;");
}

static void headers_in_between_do_not_matter(void **state)
{
    (void)state;
    assert_string_equal(aligned("a\n#include \"h.h\"\nb\n",
                                "# 1 \"t.c\"\na\n# 1 \"h.h\" 1\n#define b B\nint x; a\n# 3 \"t.c\" 2\nB\n"),
                        "a\nB<1");
}

static void pragmas_have_the_place_of_their_line(void **state)
{
    (void)state;
    const struct unit *u = unit_made("#pragma  omp /* x */ for \na\n", "# 1 \"t.c\"\n#pragma omp for\na\n");
    assert_int_equal(u->tokens.at[0].raw_begin, 0);
    assert_int_equal(u->tokens.at[0].raw_end, 24);
    assert_int_equal(u->tokens.at[1].raw_begin, 26);
}

/* Without macros in the preprocessed text (a compiler that has no -dD) calls can
 * only be told by what differs. */
static void unknown_macros_cost_no_more_than_their_line(void **state)
{
    (void)state;
    assert_string_equal(aligned("x = A;\ny;\n", "# 1 \"t.c\"\nx = 1 + 2;\ny;\n"), "x = 1<5 +<5 2<5 ;\ny ;");
}

/* Whatever is written on one side and said on the other, what holds must hold. */
static void any_two_texts_can_be_aligned(void **state)
{
    static const char *const pieces[] = {
        "a", "F(", "F", ")", "(", ",", "\n", "A", "\n#if 0\n", "\n#endif\n", "\n#else\n", "\n#line 3\n", "/*\n*/", "\\\n",
        "\n#define A a\n", "\n#define F(x) x\n", "\n#undef A\n", "\n# 2 \"t.c\"\n", "\n#pragma a\n", "\"s\"", ";"
    };
    uint32_t random = 1;
    (void)state;
    for (int round = 0; round < 400; round++) {
        struct text texts[2] = { { NULL, 0, 0 }, { NULL, 0, 0 } };
        for (int i = 0; i < 120; i++) {
            random = random * 1664525u + 1013904223u;
            text_puts(&texts[random >> 31], pieces[(random >> 16) % (sizeof pieces / sizeof *pieces)]);
            text_puts(&texts[random >> 31], " ");
        }
        aligned(texts[0].bytes, texts[1].bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_found),
        cmocka_unit_test(columns_count_bytes_from_one),
        cmocka_unit_test(expansions_have_the_column_of_their_call),
        cmocka_unit_test(calls_may_span_lines),
        cmocka_unit_test(comments_and_splices_join_lines),
        cmocka_unit_test(a_name_without_arguments_is_no_call),
        cmocka_unit_test(a_macro_that_is_itself_is_a_name),
        cmocka_unit_test(macros_hold_from_define_to_undef),
        cmocka_unit_test(builtin_macros_are_calls),
        cmocka_unit_test(arguments_are_part_of_the_call_even_if_they_reappear),
        cmocka_unit_test(what_stands_between_calls_is_found_though_it_stands_in_them),
        cmocka_unit_test(calls_that_expand_to_nothing_leave_the_rest),
        cmocka_unit_test(what_if_left_out_is_passed_by),
        cmocka_unit_test(conditionals_inside_arguments_are_part_of_the_call),
        cmocka_unit_test(renamed_lines_are_found),
        cmocka_unit_test(headers_in_between_do_not_matter),
        cmocka_unit_test(pragmas_have_the_place_of_their_line),
        cmocka_unit_test(unknown_macros_cost_no_more_than_their_line),
        cmocka_unit_test(any_two_texts_can_be_aligned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
