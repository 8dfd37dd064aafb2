/* test_programs.c: the examples that are no servers: what they print. */
#include "program.h"
#include <stdio.h>
#include <string.h>

static int run(const char *name, const char *input, char *text, size_t size)
{
    struct program p;
    program_start(&p, name, NULL, input);
    return program_output(&p, text, size);
}

/* How long it takes tells test_simulated.c, by a clock that does not depend on the machine. */
static void hello_gathers_results_of_three_types(void **state)
{
    char text[256];
    int ms;
    (void)state;
    assert_int_equal(run("hello", NULL, text, sizeof text), 0);
    assert_int_equal(sscanf(text, "42 visitors, load 0.75, 21 degrees and sunny: after %d ms", &ms), 1);
    assert_true(ms >= 300);
}

static void simple_loop_counts_and_listens_at_the_same_time(void **state)
{
    char text[512];
    (void)state;
    assert_int_equal(run("simple_loop", "hi\n", text, sizeof text), 0);
    assert_string_equal(text, "you said hi\n"
                              "    quick 1\n"
                              "    quick 2\n"
                              "slow 1\n"
                              "    quick 3\n"
                              "slow 2\n"
                              "slow 3\n");
}

static void blinking_by_hand_ends_with_the_lamp_off(void **state)
{
    static const char last[] = "green off\n";
    char text[2048];
    int on = 0;
    (void)state;
    assert_int_equal(run("blink_macros", NULL, text, sizeof text), 0);
    for (const char *at = text; (at = strstr(at, "red on")); at++)
        on++;
    assert_int_equal(on, 3);
    assert_true(strlen(text) > sizeof last);
    assert_string_equal(text + strlen(text) - strlen(last), last);
}

#ifdef WITH_LIBUV
static void libuv_and_cede_work_in_one_thread(void **state)
{
    char text[512];
    struct program p;
    (void)state;
    program_start(&p, "libuv_loop", "/nowhere", NULL);
    assert_int_equal(program_output(&p, text, sizeof text), 0);
    assert_string_equal(text, "libuv has ticked, and cede has slept: 1\n"
                              "libuv has ticked, and cede has slept: 2\n"
                              "libuv has ticked, and cede has slept: 3\n"
                              "/nowhere: no such file or directory\n");
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
#ifdef WITH_LIBUV
        cmocka_unit_test(libuv_and_cede_work_in_one_thread),
#endif
        cmocka_unit_test(blinking_by_hand_ends_with_the_lamp_off),
        cmocka_unit_test(hello_gathers_results_of_three_types),
        cmocka_unit_test(simple_loop_counts_and_listens_at_the_same_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
