/* test_examples.c: examples/blink_macros and examples/echo_macros, as their users run
 * them. */
#include "../examples/busy.h"
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int count(const char *text, const char *what)
{
    int n = 0;
    for (; (text = strstr(text, what)); text += strlen(what))
        n++;
    return n;
}

static void red_blinks_three_times_and_green_is_switched_off_at_the_end(void **state)
{
    char text[2048];
    const char *last = " green off\n";
    struct program p;
    (void)state;
    program_start(&p, "blink_macros", NULL, NULL);
    assert_int_equal(program_output(&p, text, sizeof text), 0);
    assert_int_equal(count(text, "red on"), 3);
    assert_int_equal(count(text, "red off"), 3);
    assert_in_range(count(text, "green on"), 2, 5);     /* every 140 of 600 ms */
    assert_string_equal(text + strlen(text) - strlen(last), last);
}

static void say(int client, int round, char *said, char *expect)
{
    sprintf(said, "by hand, %d %d|", client, round);
    strcpy(expect, said);
}

static void a_server_by_hand_echoes_and_one_reset_connection_disturbs_no_other(void **state)
{
    struct program p;
    int fd;
    (void)state;
    server_start(&p, "echo_macros");
    busy_run(p.port, say);
    fd = client_open(p.port);
    client_say(fd, "last words");
    shutdown(fd, SHUT_WR);
    client_expect(fd, "last words");
    client_expect_end(fd);
    close(fd);
    assert_int_equal(program_stop(&p, SIGTERM), 128 + SIGTERM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(red_blinks_three_times_and_green_is_switched_off_at_the_end),
        cmocka_unit_test(a_server_by_hand_echoes_and_one_reset_connection_disturbs_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
