/* test_echo.c NAME: examples/echo, or the same by hand, against plain clients. */
#include "busy.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char *server;

static int start(void **state)
{
    static struct program p;
    server_start(&p, server);
    *state = &p;
    return 0;
}

static int stop(void **state)
{
    struct program *p = *state;
    assert_int_equal(program_stop(p, SIGTERM), 128 + SIGTERM);
    return 0;
}

static void echo_round(int client, int round, char *say, char *expect)
{
    sprintf(say, "client %d round %d|", client, round);
    strcpy(expect, say);
}

static void one_reset_connection_of_fifty_disturbs_no_other(void **state)
{
    struct program *p = *state;
    busy_run(p->port, echo_round);
}

static void what_was_sent_before_the_end_comes_back_before_the_end(void **state)
{
    struct program *p = *state;
    int fd = client_open(p->port);
    client_say(fd, "last words");
    shutdown(fd, SHUT_WR);
    client_expect(fd, "last words");
    client_expect_end(fd);
    close(fd);
}

/* More than any buffer between the two holds: the server has to wait for us. */
static void a_slow_reader_gets_all_of_it(void **state)
{
    enum { N = 8 << 20 };
    struct program *p = *state;
    char *sent = malloc(N), *got = calloc(1, N);
    int fd = client_open(p->port);
    assert_non_null(sent);
    assert_non_null(got);
    for (int i = 0; i < N; i++)
        sent[i] = (char)(i * 7 + (i >> 8));
    pid_t writer = fork();
    assert_true(writer >= 0);
    if (writer == 0) {
        for (ssize_t n, at = 0; at < N; at += n)
            if ((n = send(fd, sent + at, (size_t)(N - at), MSG_NOSIGNAL)) <= 0)
                _exit(1);
        _exit(0);
    }
    usleep(50 * 1000);
    assert_int_equal(client_read(fd, got, N), N);
    assert_memory_equal(sent, got, N);
    close(fd);
    free(sent);
    free(got);
}

static void an_open_connection_does_not_hold_up_the_end(void **state)
{
    struct program *p = *state;
    int fd = client_open(p->port);
    client_say(fd, "still here");
    client_expect(fd, "still here");
    assert_int_equal(program_stop(p, SIGTERM), 128 + SIGTERM);
    client_expect_end(fd);
    close(fd);
    server_start(p, server);
}

int main(int argc, char **argv)
{
    server = argc > 1 ? argv[1] : "echo";

    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_reset_connection_of_fifty_disturbs_no_other),
        cmocka_unit_test(what_was_sent_before_the_end_comes_back_before_the_end),
        cmocka_unit_test(a_slow_reader_gets_all_of_it),
        cmocka_unit_test(an_open_connection_does_not_hold_up_the_end),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
