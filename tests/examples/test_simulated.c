/* test_simulated.c: examples in a simulated loop: what they print, and that they take
 * exactly the time that they should, and none of ours. */
#include "sim_fixture.h"
#include <unistd.h>

cede_async int hello(void);
cede_async int sensors(void);

/* What a program prints from begin to end. */
struct output { FILE *to; int before; };

static struct output output_begin(void)
{
    struct output out = { tmpfile(), dup(1) };
    assert_non_null(out.to);
    fflush(stdout);
    dup2(fileno(out.to), 1);
    return out;
}

static void output_end(struct output out, char *text, size_t size)
{
    fflush(stdout);
    dup2(out.before, 1);
    close(out.before);
    rewind(out.to);
    text[fread(text, 1, size - 1, out.to)] = '\0';
    fclose(out.to);
}

static void three_calls_take_as_long_as_the_longest(void **state)
{
    char text[256];
    struct output out = output_begin();
    int result = cede_sim_run(*state, hello());
    output_end(out, text, sizeof text);
    assert_int_equal(result, 0);
    assert_string_equal(text, "42 visitors, load 0.75, 21 degrees and sunny: after 300 ms\n");
    assert_int_equal(cede_sim_now(*state).ns, 300000000);
}

/* While the first is printed, 100 ms long, the quick sensor's third value lies in the slot,
 * and behind it wait the slow one's first, since 35 ms, and the quick one's fourth, since
 * 40 ms. They measure nothing meanwhile. */
static void sensors_wait_for_who_prints_their_values(void **state)
{
    char text[256];
    struct output out = output_begin();
    int result = cede_sim_run(*state, sensors());
    output_end(out, text, sizeof text);
    assert_int_equal(result, 0);
    assert_string_equal(text, "a 20\n"
                              "b 1000\n"
                              "a 40\n"
                              "a 60\n"
                              "a 80\n"
                              "sensor a is off\n"
                              "sensor b is off\n");
    assert_int_equal(cede_sim_now(*state).ns, 520000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(three_calls_take_as_long_as_the_longest),
        SIM_TEST(sensors_wait_for_who_prints_their_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
