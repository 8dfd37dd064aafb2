/* test_expansion.c: which macros a token came out of, by a second expansion, and never
 * more than is known. */
#include "fixture.h"

#include "expansion.h"

static void tell(struct text *t, const struct origin *o)
{
    if (!o)
        return;
    tell(t, o->outer);
    text_printf(t, o->at == ORIGIN_CALL ? "%s%s" : "%s%s@%d", o->outer ? " " : "", o->macro->name, (int)o->at);
}

/* NAME@TOKEN of each macro, outermost first, that gave the n-th token `word`; ? where
 * nothing is known. */
static const char *nth(const char *defines, const char *line, const char *preprocessed, const char *word, int n)
{
    struct unit *u = unit_made(intern_format("%s%s\n", defines, line), intern_format("# 1 \"t.c\"\n%s%s\n", defines, preprocessed));
    struct text t = { NULL, 0, 0 };
    for (size_t i = 0; i < u->tokens.n; i++)
        if (strcmp(u->tokens.at[i].text, word) == 0 && n-- == 0) {
            tell(&t, expansion_of(u, i));
            return t.n ? t.bytes : "?";
        }
    return "no such token";
}

static const char *first(const char *defines, const char *line, const char *preprocessed, const char *word)
{
    return nth(defines, line, preprocessed, word, 0);
}

static void what_is_written_is_out_of_no_macro(void **state)
{
    (void)state;
    assert_string_equal(first("#define M 1\n", "a = M;", "a = 1;", "a"), "?");
    assert_string_equal(first("#define M 1\n", "a = M + b;", "a = 1 + b;", "b"), "?");
    assert_string_equal(first("#define F(x) 1\n", "a = (F)(b);", "a = (F)(b);", "b"), "?");
    assert_string_equal(first("#define M M\n", "a = M;", "a = M;", "M"), "?");
}

static void a_token_of_a_body(void **state)
{
    (void)state;
    assert_string_equal(first("#define M 1 + f\n", "a = M;", "a = 1 + f;", "f"), "M@2");
    assert_string_equal(first("#define F(x) (x + f)\n", "a = F(2);", "a = (2 + f);", "f"), "F@3");
}

static void an_argument(void **state)
{
    static const char *const id = "#define ID(x) (x)\n#define T f\n";
    (void)state;
    assert_string_equal(first(id, "a = ID(f);", "a = (f);", "f"), "ID@1");
    assert_string_equal(first(id, "a = ID(T);", "a = (f);", "f"), "ID@1 T@0");
    assert_string_equal(first(id, "a = ID(ID(f));", "a = ((f));", "f"), "ID@1 ID@1");
    assert_string_equal(nth("#define F(x, y) y x\n", "a = F(f (1, 2), f);", "a = f f (1, 2);", "f", 1), "F@1");
}

static void macros_in_macros(void **state)
{
    static const char *const d = "#define A(x) B(x) + 1\n#define B(x) -C(x)\n#define C(x) (x * f)\n#define D A(T)\n#define T g\n";
    (void)state;
    assert_string_equal(first(d, "a = A(2);", "a = -(2 * f) + 1;", "f"), "A@0 B@1 C@3");
    assert_string_equal(first(d, "a = A(2);", "a = -(2 * f) + 1;", "2"), "A@0 B@1 C@1");
    assert_string_equal(first(d, "a = D;", "a = -(g * f) + 1;", "g"), "D@0 A@0 B@1 C@1 T@0");
    assert_string_equal(first(d, "a = D;", "a = -(g * f) + 1;", "1"), "D@0 A@5");
}

static void a_name_with_arguments_from_outside(void **state)
{
    (void)state;
    assert_string_equal(first("#define F(x) f(x)\n#define G F\n", "a = G(1);", "a = f(1);", "f"), "G@0 F@0");
}

static void a_macro_does_not_expand_in_itself(void **state)
{
    (void)state;
    assert_string_equal(first("#define F(x) F(x) + f\n", "a = F(F(1));", "a = F(F(1) + f) + f;", "f"), "F@2 F@5");
    assert_string_equal(first("#define A B\n#define B A + f\n", "a = A;", "a = A + f;", "f"), "A@0 B@2");
}

static void strings_and_pasted_tokens(void **state)
{
    static const char *const d = "#define S(x) g(#x, f)\n#define P(x, y) x ## y ## 1 + x##y\n#define f11 k\n#define E(x) [x##x]\n";
    (void)state;
    assert_string_equal(first(d, "a = S(\"b\"  c);", "a = g(\"\\\"b\\\" c\", f);", "f"), "S@5");
    assert_string_equal(first(d, "a = P(f, 1);", "a = k + f1;", "k"), "P@0 f11@0");
    assert_string_equal(first(d, "a = P(, f);", "a = f1 + f;", "f1"), "P@2");
    assert_string_equal(first(d, "a = P(, f);", "a = f1 + f;", "f"), "P@8");
    assert_string_equal(first(d, "a E();", "a [];", "]"), "E@4");
}

static void variable_arguments(void **state)
{
    static const char *const d = "#define V(x, ...) g(x, ## __VA_ARGS__, f)\n#define N(rest...) (rest)\n";
    (void)state;
    assert_string_equal(first(d, "a = V(1);", "a = g(1, f);", "f"), "V@7");
    assert_string_equal(first(d, "a = V(1, 2, h);", "a = g(1, 2, h, f);", "h"), "V@5");
    assert_string_equal(first(d, "a = N(1, f);", "a = (1, f);", "f"), "N@1");
}

static void what_only_the_compiler_knows_is_one_token(void **state)
{
    (void)state;
    assert_string_equal(first("#define L (__LINE__ + f)\n", "a = L;", "a = (2 + f);", "f"), "L@3");
}

static void the_definition_of_the_moment_counts(void **state)
{
    (void)state;
    assert_string_equal(first("#define M 1\n#undef M\n#define M 2 + f\n", "a = M;", "a = 2 + f;", "f"), "M@2");
}

static void of_calls_side_by_side_the_right_one(void **state)
{
    static const char *const d = "#define F(x) x -\n#define G(x) -x + f\n";
    (void)state;
    assert_string_equal(first(d, "a = F(1) G(2);", "a = 1 - -2 + f;", "f"), "G@3");
    assert_string_equal(first(d, "a = F(1) G(2);", "a = 1 - -2 + f;", "1"), "F@0");
}

static void of_what_is_not_understood_the_call_alone(void **state)
{
    static const char *const d = "#define O(x, ...) x __VA_OPT__(+) f\n#define W O(1)\n#define P f _Pragma(\"x\")\n";
    (void)state;
    assert_string_equal(first(d, "a = O(1);", "a = 1 f;", "f"), "O");
    assert_string_equal(first(d, "a = W;", "a = 1 f;", "f"), "W");
    assert_string_equal(first(d, "a = W W;", "a = 1 f 1 f;", "f"), "?");
}

static void nothing_is_claimed_of_what_came_out_otherwise(void **state)
{
    (void)state;
    assert_string_equal(first("#define M 1 + f\n", "a = M;", "a = 2 + f;", "f"), "?");
    assert_string_equal(first("", "a = M;", "a = 1 + f;", "f"), "?");
}

static void a_macro_that_explodes_ends(void **state)
{
    struct text d = { NULL, 0, 0 };
    (void)state;
    text_puts(&d, "#define D0(x) x x\n");
    for (int i = 1; i < 40; i++)
        text_printf(&d, "#define D%d(x) D%d(x) D%d(x)\n", i, i - 1, i - 1);
    assert_string_equal(first(d.bytes, "a = D39(1);", "a = f;", "f"), "D39");
}

static void calls_within_calls_end(void **state)
{
    struct text line = { NULL, 0, 0 };
    (void)state;
    for (int i = 0; i < 5000; i++)
        text_puts(&line, "I(");
    text_puts(&line, "f");
    for (int i = 0; i < 5000; i++)
        text_puts(&line, ")");
    assert_string_equal(first("#define I(x) x\n", line.bytes, "f", "f"), "I");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_out_of_no_macro),
        cmocka_unit_test(a_token_of_a_body),
        cmocka_unit_test(an_argument),
        cmocka_unit_test(macros_in_macros),
        cmocka_unit_test(a_name_with_arguments_from_outside),
        cmocka_unit_test(a_macro_does_not_expand_in_itself),
        cmocka_unit_test(strings_and_pasted_tokens),
        cmocka_unit_test(variable_arguments),
        cmocka_unit_test(what_only_the_compiler_knows_is_one_token),
        cmocka_unit_test(the_definition_of_the_moment_counts),
        cmocka_unit_test(of_calls_side_by_side_the_right_one),
        cmocka_unit_test(of_what_is_not_understood_the_call_alone),
        cmocka_unit_test(nothing_is_claimed_of_what_came_out_otherwise),
        cmocka_unit_test(a_macro_that_explodes_ends),
        cmocka_unit_test(calls_within_calls_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
