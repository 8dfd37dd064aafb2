/* test_echo.c NAME: examples/echo, or the same by hand, against plain clients. */
#include "busy.h"
#include <poll.h>
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

/* Sends what is left of it and fits into the buffers on the way; gives how many bytes. */
static size_t send_what_fits(int fd, const char *data, size_t n)
{
    size_t done = 0;
    for (ssize_t got; done < n; done += (size_t)got)
        if ((got = send(fd, data + done, n - done, MSG_NOSIGNAL | MSG_DONTWAIT)) <= 0)
            break;
    return done;
}

/* Sends until the server takes no more, because nobody reads what it answers. A task that
 * could go on would read 4096 bytes in each turn, and the server takes turns to answer our
 * other connection: after so many of them without room for a byte it waits for us. */
static size_t send_until_it_waits(int fd, int other, const char *data, size_t n)
{
    enum { TURNS = 500 };       /* 2 MB: far more than makes the kernel tell of new room */
    size_t sent = 0, more;
    for (int quiet = 0; quiet < TURNS; quiet = more ? 0 : quiet + 1) {
        more = send_what_fits(fd, data + sent, n - sent);
        sent += more;
        client_say(other, "turn");
        client_expect(other, "turn");
    }
    return sent;
}

/* The rest of it, and all of the answer. */
static void exchange(int fd, const char *data, size_t sent, char *got, size_t n)
{
    for (size_t read = 0; read < n; ) {
        struct pollfd p = { .fd = fd, .events = (short)(POLLIN | (sent < n ? POLLOUT : 0)) };
        assert_int_equal(poll(&p, 1, 20 * 1000), 1);
        if (p.revents & POLLOUT)
            sent += send_what_fits(fd, data + sent, n - sent);
        if (p.revents & ~POLLOUT) {
            ssize_t more = recv(fd, got + read, n - read, 0);
            assert_true(more > 0);
            read += (size_t)more;
        }
    }
}

static void a_slow_reader_gets_all_of_it(void **state)
{
    enum { N = 32 << 20 };      /* more than all buffers on the way hold */
    struct program *p = *state;
    char *data = malloc(N), *got = calloc(1, N);
    int fd = client_open(p->port), other = client_open(p->port);
    assert_non_null(data);
    assert_non_null(got);
    for (int i = 0; i < N; i++)
        data[i] = (char)(i * 7 + (i >> 8));
    size_t sent = send_until_it_waits(fd, other, data, N);
    assert_in_range(sent, 1, N - 1);
    exchange(fd, data, sent, got, N);
    assert_memory_equal(data, got, N);
    close(fd);
    close(other);
    free(data);
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
