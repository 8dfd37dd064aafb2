/* test_hello.c: examples/hello.c in a simulated loop: it takes exactly as long as the
 * longest of its three calls, and no time. */
#include "sim_fixture.h"
#include <unistd.h>

cede_async int hello(void);

/* What the program prints while it runs. */
static void run_hello(cede_sim *sim, char *text, size_t size)
{
    FILE *out = tmpfile();
    int before = dup(1);
    assert_non_null(out);
    fflush(stdout);
    dup2(fileno(out), 1);
    int result = cede_sim_run(sim, hello());
    fflush(stdout);
    dup2(before, 1);
    close(before);
    rewind(out);
    text[fread(text, 1, size - 1, out)] = '\0';
    fclose(out);
    assert_int_equal(result, 0);
}

static void three_calls_take_as_long_as_the_longest(void **state)
{
    char text[256];
    run_hello(*state, text, sizeof text);
    assert_string_equal(text, "42 visitors, load 0.75, 21 degrees and sunny: after 300 ms\n");
    assert_int_equal(cede_sim_now(*state).ns, 300000000);
}

int main(void)
{
    const struct CMUnitTest tests[] = { SIM_TEST(three_calls_take_as_long_as_the_longest) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
