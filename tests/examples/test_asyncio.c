/* test_asyncio.c: the programs of examples/asyncio print what their Python twins print,
 * with a simulated clock and with the real one. */
#include "../support/sim_fixture.h"
#include <unistd.h>

#define PROGRAMS(X) \
    X(handlers) X(background) X(timeouts) X(pipeline) X(rate_limit) X(counter) X(pages) X(futures) \
    X(cancelling) X(blocking) X(failures) X(contexts) X(factory) X(entry)

#define DECLARE(name) int name(void); int name##_main(void);
PROGRAMS(DECLARE)
int config_main(void);

/* ---- what a program prints -------------------------------------------------------------- */

static int before;
static FILE *kept;

static void keep_output(void)
{
    fflush(stdout);
    before = dup(1);
    kept = tmpfile();
    dup2(fileno(kept), 1);
}

static void read_all(FILE *f, char *text, size_t size)
{
    rewind(f);
    text[fread(text, 1, size - 1, f)] = '\0';
    fclose(f);
}

static void compare(const char *name)
{
    char path[512], printed[1024], expected[1024];
    FILE *f;
    fflush(stdout);
    dup2(before, 1);
    close(before);
    read_all(kept, printed, sizeof printed);
    snprintf(path, sizeof path, "%s/%s.txt", getenv("ASYNCIO_DIR"), name);
    f = fopen(path, "r");
    assert_non_null(f);
    read_all(f, expected, sizeof expected);
    if (strcmp(printed, expected))
        print_error("%s:\n", name);
    assert_string_equal(printed, expected);
}

/* ---- simulated: at once ------------------------------------------------------------------ */

#define SIMULATE(name) \
    keep_output(); \
    assert_int_equal(cede_sim_run(*state, name()), 0); \
    compare(#name);

static void the_same_in_simulated_time(void **state)
{
    PROGRAMS(SIMULATE)
}

/* However it is disturbed, nothing is left and nothing is stuck. */
#define SCENARIO(name) \
    static int disturb_##name(cede_sim *sim, void *ctx) \
    { \
        (void)ctx; \
        cede_sim_report_to(sim, NULL); \
        return cede_sim_run(sim, name()) == -EDEADLK; \
    }
PROGRAMS(SCENARIO)

#define SWEEP(name) \
    keep_output(); \
    runs = cede_sim_sweep(disturb_##name, NULL, CEDE_SIM_ALL); \
    fflush(stdout); \
    dup2(before, 1); \
    close(before); \
    fclose(kept); \
    if (runs <= 0) \
        print_error(#name ":\n"); \
    assert_true(runs > 0);

static void nothing_is_left_wherever_they_are_cancelled(void **state)
{
    int runs;
    (void)state;
    PROGRAMS(SWEEP)
}

/* ---- real ------------------------------------------------------------------------------------- */

#define RUN(name) \
    keep_output(); \
    assert_int_equal(name##_main(), 0); \
    compare(#name);

static void the_same_in_real_time(void **state)
{
    (void)state;
    PROGRAMS(RUN)
    RUN(config)
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SIM_TEST(the_same_in_simulated_time),
        cmocka_unit_test(nothing_is_left_wherever_they_are_cancelled),
        cmocka_unit_test(the_same_in_real_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
