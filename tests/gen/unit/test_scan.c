/* test_scan.c: bytes become tokens, whatever the bytes are. */
#include "fixture.h"

#include "scan.h"

/* All spellings, each with the first letter of its kind. */
static const char *tokens_of(const char *bytes, size_t n)
{
    struct scan s = scan_begin(bytes, n);
    struct text out = { NULL, 0, 0 };
    text_add(&out, "", 0);
    for (struct lexeme l; (l = scan_next(&s)).kind != T_EOF;)
        text_printf(&out, "%s%c:%s", out.n ? " " : "", "_inCsp"[l.kind], scan_spelling(&l));
    return out.bytes;
}

static void assert_tokens(const char *bytes, const char *expected)
{
    assert_string_equal(tokens_of(bytes, strlen(bytes)), expected);
}

static struct lexeme only_token(const char *bytes)
{
    struct scan s = scan_begin(bytes, strlen(bytes));
    struct lexeme l = scan_next(&s);
    assert_int_equal(scan_next(&s).kind, T_EOF);
    return l;
}

static void longest_punctuator_wins(void **state)
{
    (void)state;
    assert_tokens("a+++++b", "i:a p:++ p:++ p:+ i:b");
    assert_tokens("x<<=y>>z->w...", "i:x p:<<= i:y p:>> i:z p:-> i:w p:...");
    assert_tokens("[[a::b]]", "p:[ p:[ i:a p::: i:b p:] p:]");
    assert_tokens("..", "p:. p:.");
}

static void digraphs_mean_what_they_stand_for(void **state)
{
    (void)state;
    assert_int_equal(only_token("<:").punct, '[');
    assert_int_equal(only_token(":>").punct, ']');
    assert_int_equal(only_token("<%").punct, '{');
    assert_int_equal(only_token("%>").punct, '}');
    assert_int_equal(only_token("%:").punct, '#');
    assert_int_equal(only_token("%:%:").punct, P_HASHHASH);
}

static void numbers_take_signs_behind_exponents_only(void **state)
{
    (void)state;
    assert_tokens("1e+5 0x1p-3 0xe+1 1+2 .5f 1..2 1.e", "n:1e+5 n:0x1p-3 n:0xe+1 n:1 p:+ n:2 n:.5f n:1..2 n:1.e");
    assert_tokens("1'000'000 1'", "n:1'000'000 n:1 C:'");
}

static void prefixes_belong_to_literals(void **state)
{
    (void)state;
    assert_tokens("L\"a\" u8\"b\" U'c' u'd' u8'e' x\"f\" L a", "s:L\"a\" s:u8\"b\" C:U'c' C:u'd' C:u8'e' i:x s:\"f\" i:L i:a");
    assert_tokens("\"a\\\"b\" '\\'' '\\\\'", "s:\"a\\\"b\" C:'\\'' C:'\\\\'");
    assert_tokens("R\"x(a\"\n)x\" R b", "s:R\"x(a\"\n)x\" i:R i:b");
}

static void comments_are_space(void **state)
{
    (void)state;
    assert_tokens("a/* b */c // d\ne / f \"/* g */\"", "i:a i:c i:e p:/ i:f s:\"/* g */\"");
    assert_tokens("a/\\\n* b *\\\n/c/\\\r\n/ d\\\n e\nf", "i:a i:c i:f");
    assert_tokens("a /* never ended", "i:a");
}

static void continued_lines_are_joined(void **state)
{
    const char *bytes = "na\\\nme \\\n x";
    struct scan s = scan_begin(bytes, strlen(bytes));
    struct lexeme l = scan_next(&s);
    (void)state;
    assert_string_equal(scan_spelling(&l), "name");
    assert_int_equal(l.end - l.begin, 6);       /* the splice behind it is none in it */
    l = scan_next(&s);
    assert_string_equal(scan_spelling(&l), "x");
    assert_int_equal(l.line, 3);
    assert_false(l.bol);
    assert_tokens("\"a\\\nb\" +\\\n+ 1\\\n2", "s:\"ab\" p:++ n:12");
}

static void names_may_be_unicode(void **state)
{
    (void)state;
    assert_tokens("\xc3\xa4rger $x a\\u00e4b \\U0001F600", "i:\xc3\xa4rger i:$x i:a\\u00e4b i:\\U0001F600");
}

static void strays_are_told_by_their_number(void **state)
{
    (void)state;
    assert_int_equal(only_token("\xe2\x80\x9c").problem, SCAN_STRAY);
    assert_int_equal(only_token("\xe2\x80\x9c").punct, 0x201C);
    assert_int_equal(only_token("\xff").punct, 0xFF);
    assert_int_equal(only_token("@").punct, '@');
    assert_int_equal(only_token("\"abc").problem, SCAN_OPEN_STRING);
    assert_int_equal(only_token("'").problem, SCAN_OPEN_CHAR);
    assert_tokens("\"abc\nd", "s:\"abc i:d");
    assert_string_equal(tokens_of("a\0b", 3), "i:a p: i:b");
}

/* Bytes that matter to the scanner, in every order a small generator finds. */
static void any_bytes_come_to_an_end(void **state)
{
    static const char alphabet[] = "\\\n\r\"'/*R(u8L)0e.+<%:#a_$\xc3\xa4\xff \t@";
    uint32_t random = 12345;
    char bytes[300];
    (void)state;
    for (int round = 0; round < 2000; round++) {
        size_t n = 0, count = 0;
        for (; n < sizeof bytes; n++) {
            random = random * 1664525u + 1013904223u;
            bytes[n] = alphabet[(random >> 16) % sizeof alphabet];
        }
        struct scan s = scan_begin(bytes, n);
        for (struct lexeme l; (l = scan_next(&s)).kind != T_EOF; count++)
            assert_true(l.begin < l.end && l.end <= bytes + n);
        assert_true(count <= n);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longest_punctuator_wins),
        cmocka_unit_test(digraphs_mean_what_they_stand_for),
        cmocka_unit_test(numbers_take_signs_behind_exponents_only),
        cmocka_unit_test(prefixes_belong_to_literals),
        cmocka_unit_test(comments_are_space),
        cmocka_unit_test(continued_lines_are_joined),
        cmocka_unit_test(names_may_be_unicode),
        cmocka_unit_test(strays_are_told_by_their_number),
        cmocka_unit_test(any_bytes_come_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
