/* test_kv.c: examples/kv against a client of our own: commands, protocol, limits, many
 * connections. test_kv_redis.c has Redis' own programs, test_kv_expiry.c the expiry.
 *
 * With KV_SHORT set (under valgrind) the tests with thousands of connections and those
 * that measure memory are left out. */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#include "busy.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static struct program kv;       /* each test has its own */

static int start(void **state)
{
    (void)state;
    server_start(&kv, "kv");
    return 0;
}

/* The sanitizers and valgrind make it end with another status when something leaked. */
static int stop(void **state)
{
    (void)state;
    assert_int_equal(program_stop(&kv, SIGTERM), 0);
    return 0;
}

/* One connection: says, expects. */
static void talk(const char *say, const char *expect)
{
    int fd = client_open(kv.port);
    assert_true(fd >= 0);
    client_say(fd, say);
    client_expect(fd, expect);
    close(fd);
}

static void talk_and_be_closed(const char *say, const char *expect)
{
    int fd = client_open(kv.port);
    assert_true(fd >= 0);
    client_say(fd, say);
    client_expect(fd, expect);
    client_expect_end(fd);
    close(fd);
}

/* ---- requests ------------------------------------------------------------------------ */

static void a_request_may_come_byte_by_byte(void **state)
{
    static const char say[] = "*3\r\n$3\r\nSET\r\n$5\r\nbytes\r\n$2\r\na\n\r\nGET bytes\r\n";
    int fd = client_open(kv.port), other = client_open(kv.port);
    (void)state;
    for (size_t i = 0; i < sizeof say - 1; i++) {
        client_send(fd, say + i, 1);
        client_say(other, "PING\r\n");          /* when this is answered, the byte has been read */
        client_expect(other, "+PONG\r\n");
    }
    client_expect(fd, "+OK\r\n$2\r\na\n\r\n");
    close(fd);
    close(other);
}

static void requests_in_one_write_are_answered_in_order(void **state)
{
    enum { N = 5000 };
    char *say = malloc(N * 24), *expect = malloc(N * 24), *s = say, *e = expect;
    (void)state;
    for (int i = 0; i < N; i++) {
        s += sprintf(s, "ECHO number-%d\r\n", i);
        e += sprintf(e, "$%d\r\nnumber-%d\r\n", snprintf(NULL, 0, "number-%d", i), i);
    }
    talk(say, expect);
    free(say);
    free(expect);
}

static void lines_are_taken_apart_like_redis_does(void **state)
{
    (void)state;
    talk("\r\n   \r\nPING\r\n", "+PONG\r\n");
    talk("  echo   'it\\'s'  \r\n", "$4\r\nit's\r\n");
    talk("echo \"a\\x41\\n\\\"\"\n", "$4\r\naA\n\"\r\n");
    talk("echo \"\"\r\n", "$0\r\n\r\n");
    talk("*0\r\n*-1\r\nPING\r\n", "+PONG\r\n");
}

static void nonsense_is_answered_and_the_connection_closed(void **state)
{
    (void)state;
    talk_and_be_closed("*x\r\n", "-ERR Protocol error: invalid multibulk length\r\n");
    talk_and_be_closed("*9999999999\r\n", "-ERR Protocol error: invalid multibulk length\r\n");
    talk_and_be_closed("*1\r\nPING\r\n", "-ERR Protocol error: expected '$', got 'P'\r\n");
    talk_and_be_closed("*1\r\n$-5\r\n", "-ERR Protocol error: invalid bulk length\r\n");
    talk_and_be_closed("*1\r\n$99999999999\r\n", "-ERR Protocol error: invalid bulk length\r\n");
    talk_and_be_closed("echo \"open\r\n", "-ERR Protocol error: unbalanced quotes in request\r\n");
    talk_and_be_closed("echo 'a'b\r\n", "-ERR Protocol error: unbalanced quotes in request\r\n");
    talk_and_be_closed("PING\r\n*1\r\n$x\r\n\r\nPING\r\n",
                       "+PONG\r\n-ERR Protocol error: invalid bulk length\r\n");
    talk_and_be_closed("QUIT\r\nPING\r\n", "+OK\r\n");
}

static void a_line_without_end_is_refused(void **state)
{
    char *line = malloc(70001);
    (void)state;
    memset(line, 'a', 70000);
    line[70000] = '\0';
    talk_and_be_closed(line, "-ERR Protocol error: too big inline request\r\n");
    line[0] = '*';
    talk_and_be_closed(line, "-ERR Protocol error: too big mbulk count string\r\n");
    memcpy(line, "*1\r\n$", 5);
    talk_and_be_closed(line, "-ERR Protocol error: too big bulk count string\r\n");
    free(line);
}

/* ---- commands ------------------------------------------------------------------------ */

static void strings_are_stored_and_conditions_kept(void **state)
{
    (void)state;
    talk("FLUSHALL\r\nGET k\r\nSET k v XX\r\nSET k v NX\r\nSET k w NX\r\nGET k\r\nSET k x XX\r\nGET k\r\n"
         "EXISTS k k none\r\nDEL k none\r\nDBSIZE\r\n",
         "+OK\r\n$-1\r\n$-1\r\n+OK\r\n$-1\r\n$1\r\nv\r\n+OK\r\n$1\r\nx\r\n:2\r\n:1\r\n:0\r\n");
    talk("MSET a 1 b 2\r\nMGET a none b\r\n", "+OK\r\n*3\r\n$1\r\n1\r\n$-1\r\n$1\r\n2\r\n");
}

static void counters_stop_at_their_ends(void **state)
{
    (void)state;
    talk("FLUSHALL\r\nINCR n\r\nINCRBY n 41\r\nDECR n\r\nSET n 9223372036854775807\r\nINCR n\r\n"
         "SET n -9223372036854775808\r\nDECR n\r\nSET n 1x\r\nINCR n\r\nINCRBY n +1\r\nGET n\r\n",
         "+OK\r\n:1\r\n:42\r\n:41\r\n+OK\r\n-ERR increment or decrement would overflow\r\n"
         "+OK\r\n-ERR increment or decrement would overflow\r\n+OK\r\n"
         "-ERR value is not an integer or out of range\r\n"
         "-ERR value is not an integer or out of range\r\n$2\r\n1x\r\n");
}

static void lists_have_two_ends(void **state)
{
    (void)state;
    talk("FLUSHALL\r\nRPUSH l b c\r\nLPUSH l a z\r\nLRANGE l 0 -1\r\nLPOP l\r\nRPOP l\r\nLRANGE l -100 100\r\n"
         "LRANGE l 2 1\r\nGET l\r\nLPOP l\r\nLPOP l\r\nLPOP l\r\nEXISTS l\r\nSET s 1\r\nLPUSH s 1\r\n",
         "+OK\r\n:2\r\n:4\r\n*4\r\n$1\r\nz\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nz\r\n$1\r\nc\r\n"
         "*2\r\n$1\r\na\r\n$1\r\nb\r\n*0\r\n"
         "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n"
         "$1\r\na\r\n$1\r\nb\r\n$-1\r\n:0\r\n+OK\r\n"
         "-WRONGTYPE Operation against a key holding the wrong kind of value\r\n");
}

static void ten_thousand_keys_are_found_again(void **state)
{
    enum { N = 10000 };
    char *say = malloc(N * 48), *expect = malloc(N * 48), *s = say, *e = expect;
    (void)state;
    for (int i = 0; i < N; i++) {
        s += sprintf(s, "SET key:%d value:%d\r\n", i, i);
        e += sprintf(e, "+OK\r\n");
    }
    talk("FLUSHALL\r\n", "+OK\r\n");
    talk(say, expect);
    s = say, e = expect;
    for (int i = 0; i < N; i++) {
        s += sprintf(s, "GET key:%d\r\n", i);
        e += sprintf(e, "$%d\r\nvalue:%d\r\n", snprintf(NULL, 0, "value:%d", i), i);
    }
    talk(say, expect);
    talk("DBSIZE\r\nFLUSHALL\r\nDBSIZE\r\n", ":10000\r\n+OK\r\n:0\r\n");
    free(say);
    free(expect);
}

static void an_end_that_is_none_is_refused(void **state)
{
    (void)state;
    talk("FLUSHALL\r\nSET a 1 EX 0\r\nSET a 1 PX -5\r\nSET a 1 EX 9223372036854775807\r\nSET a 1 EX\r\n"
         "SET a 1 EX 5 PX 5\r\nEXPIRE a x\r\nEXPIRE a 9223372036854775807\r\nDBSIZE\r\n",
         "+OK\r\n"
         "-ERR invalid expire time in 'set' command\r\n-ERR invalid expire time in 'set' command\r\n"
         "-ERR invalid expire time in 'set' command\r\n-ERR syntax error\r\n-ERR syntax error\r\n"
         "-ERR value is not an integer or out of range\r\n"
         "-ERR invalid expire time in 'expire' command\r\n:0\r\n");
}

/* ---- limits ------------------------------------------------------------------------------ */

static void configure(const char *name, long value)
{
    char say[128];
    snprintf(say, sizeof say, "CONFIG SET %s %ld\r\n", name, value);
    talk(say, "+OK\r\n");
}

static void one_client_too_many_is_told_so(void **state)
{
    int fds[5];
    (void)state;
    for (int i = 0; i < 5; i++) {
        fds[i] = client_open(kv.port);
        client_say(fds[i], "CONFIG SET maxclients 5\r\n");
        client_expect(fds[i], "+OK\r\n");
    }
    int more = client_open(kv.port);
    client_expect(more, "-ERR max number of clients reached\r\n");
    client_expect_end(more);
    close(more);
    client_say(fds[4], "CONFIG SET maxclients 10500\r\n");
    client_expect(fds[4], "+OK\r\n");
    talk("PING\r\n", "+PONG\r\n");
    for (int i = 0; i < 5; i++)
        close(fds[i]);
}

static void a_client_that_wants_too_much_memory_is_closed(void **state)
{
    int fd;
    (void)state;
    configure("client-query-buffer-limit", 100000);
    fd = client_open(kv.port);
    client_say(fd, "*2\r\n$4\r\nECHO\r\n$200000\r\n");
    for (int i = 0; i < 4000; i++)
        if (send(fd, "0123456789012345678901234567890123456789", 40, MSG_NOSIGNAL) < 0)
            break;
    client_expect_end(fd);
    close(fd);
    configure("client-query-buffer-limit", 64 << 20);

    configure("client-output-buffer-limit", 1000);
    talk("FLUSHALL\r\nRPUSH l 0123456789012345678901234567890123456789\r\n", "+OK\r\n:1\r\n");
    for (int i = 0; i < 30; i++)
        talk("RPUSH l 0123456789012345678901234567890123456789\r\n", ":");
    fd = client_open(kv.port);
    client_say(fd, "LRANGE l 0 -1\r\n");
    client_expect_end(fd);
    close(fd);
    configure("client-output-buffer-limit", 64 << 20);

    configure("proto-max-bulk-len", 10);
    talk_and_be_closed("*2\r\n$4\r\nECHO\r\n$11\r\n", "-ERR Protocol error: invalid bulk length\r\n");
    configure("proto-max-bulk-len", 32 << 20);
}

/* Replies are sent before they come to what a client may have at a time. */
static void many_replies_are_no_large_one(void **state)
{
    enum { N = 300 };
    char value[1001] = "", say[2000], *expect = malloc(N * 1100), *e = expect;
    (void)state;
    memset(value, 'x', 1000);
    sprintf(say, "FLUSHALL\r\nSET k %s\r\n", value);
    talk(say, "+OK\r\n+OK\r\n");
    configure("client-output-buffer-limit", 100000);
    int fd = client_open(kv.port);
    char *gets = malloc(N * 8), *g = gets;
    for (int i = 0; i < N; i++) {
        g += sprintf(g, "GET k\r\n");
        e += sprintf(e, "$1000\r\n%s\r\n", value);
    }
    client_say(fd, gets);
    client_expect(fd, expect);
    close(fd);
    free(gets);
    free(expect);
}

static void a_megabyte_fits(void **state)
{
    enum { N = 1 << 20 };
    char *say = malloc(N + 100), *got = calloc(1, N + 100);
    int fd = client_open(kv.port);
    int head = sprintf(say, "*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$%d\r\n", N);
    (void)state;
    memset(say + head, 'x', N);
    strcpy(say + head + N, "\r\nGET big\r\n");
    client_say(fd, say);
    client_expect(fd, "+OK\r\n$1048576\r\n");
    assert_int_equal(client_read(fd, got, N + 2), N + 2);
    assert_memory_equal(got, say + head, N);
    close(fd);
    free(say);
    free(got);
}

/* ---- memory: what a sanitizer keeps to find errors would count too ------------------------ */

#ifndef SANITIZED
static long megabytes(void)
{
    char path[64];
    long pages = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", (int)kv.pid);
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    assert_int_equal(fscanf(f, "%*d %ld", &pages), 1);
    fclose(f);
    return pages * sysconf(_SC_PAGESIZE) >> 20;
}

static void a_key_set_anew_leaves_nothing_of_its_timer(void **state)
{
    enum { N = 1000, ROUNDS = 200 };
    char *say = malloc(N * 24), *expect = malloc(N * 8), *s = say, *e = expect;
    (void)state;
    for (int i = 0; i < N; i++) {
        s += sprintf(s, "SET k v EX 100\r\n");
        e += sprintf(e, "+OK\r\n");
    }
    talk(say, expect);
    long before = megabytes();
    for (int i = 0; i < ROUNDS; i++)
        talk(say, expect);
    assert_in_range(megabytes(), 0, before + 8);        /* the tasks would be 30 */
    free(say);
    free(expect);
}

static void an_idle_client_has_no_large_buffer(void **state)
{
    enum { CLIENTS = 40, N = 1 << 20 };
    char *say = malloc(N + 64), *reply = malloc(N + 64);
    int fds[CLIENTS];
    (void)state;
    int head = sprintf(say, "*2\r\n$4\r\nECHO\r\n$%d\r\n", N);
    memset(say + head, 'x', N);
    strcpy(say + head + N, "\r\n");
    size_t reply_n = (size_t)sprintf(reply, "$%d\r\n", N) + N + 2;
    long before = megabytes();
    for (int i = 0; i < CLIENTS; i++) {
        fds[i] = client_open(kv.port);
        client_say(fds[i], say);
        assert_int_equal(client_read(fds[i], reply, reply_n), reply_n);
    }
    talk("PING\r\n", "+PONG\r\n");
    assert_in_range(megabytes(), 0, before + 30);       /* the buffers would be 160 */
    for (int i = 0; i < CLIENTS; i++)
        close(fds[i]);
    free(say);
    free(reply);
}
#endif

/* ---- connections --------------------------------------------------------------------------- */

static void kv_round(int client, int round, char *say, char *expect)
{
    sprintf(say, "SET client:%d %d\r\nGET client:%d\r\n", client, 1000 + round, client);
    sprintf(expect, "+OK\r\n$4\r\n%d\r\n", 1000 + round);
}

static void one_reset_connection_of_fifty_disturbs_no_other(void **state)
{
    (void)state;
    busy_run(kv.port, kv_round);
}

static void a_client_that_does_not_read_holds_up_only_itself(void **state)
{
    enum { N = 3 << 20 };
    char *say = malloc(N);
    int deaf = client_open(kv.port);
    (void)state;
    talk("FLUSHALL\r\n", "+OK\r\n");
    int head = sprintf(say, "*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$%d\r\n", N - 200);
    memset(say + head, 'x', N - 200);
    strcpy(say + head + N - 200, "\r\nGET big\r\nGET big\r\nGET big\r\nGET big\r\n");
    client_say(deaf, say);
    talk("PING\r\n", "+PONG\r\n");
    client_reset(deaf);
    talk("PING\r\n", "+PONG\r\n");
    free(say);
}

static void need_descriptors(long n)
{
    if (raise_descriptor_limit() < n) {
        print_message("the hard limit of descriptors (ulimit -Hn) is below %ld\n", n);
        skip();
    }
}

static void open_clients(int *fds, int n)
{
    for (int i = 0; i < n; i++) {
        fds[i] = client_open(kv.port);
        assert_true(fds[i] >= 0);
    }
}

/* With SO_LINGER 0: no thousands of sockets in TIME_WAIT. */
static void reset_clients(const int *fds, int n)
{
    for (int i = 0; i < n; i++)
        client_reset(fds[i]);
}

static void the_limit_on_clients_is_10500_by_itself(void **state)
{
    enum { N = 10500 };
    static int fds[N];
    (void)state;
    need_descriptors(N + 100);
    open_clients(fds, N);
    client_say(fds[N - 1], "PING\r\n");
    client_expect(fds[N - 1], "+PONG\r\n");
    int more = client_open(kv.port);
    client_expect(more, "-ERR max number of clients reached\r\n");
    client_expect_end(more);
    close(more);
    reset_clients(fds, N);
}

static void ten_thousand_idle_connections_and_busy_ones(void **state)
{
    enum { IDLE = 10000 };
    static int fds[IDLE];
    (void)state;
    need_descriptors(IDLE + 100);
    open_clients(fds, IDLE);
    for (int i = 0; i < IDLE; i += 100) {
        client_say(fds[i], "PING\r\n");
        client_expect(fds[i], "+PONG\r\n");
    }
    busy_run(kv.port, kv_round);
    for (int i = 0; i < IDLE; i++)
        client_say(fds[i], "ECHO idle\r\n");
    for (int i = 0; i < IDLE; i++)
        client_expect(fds[i], "$4\r\nidle\r\n");
    assert_int_equal(program_stop(&kv, SIGTERM), 0);        /* with all of them open */
    reset_clients(fds, IDLE);
    server_start(&kv, "kv");
}

/* ---- the end ---------------------------------------------------------------------------------- */

static void it_ends_with_keys_timers_and_clients_in_every_state(void **state)
{
    int idle = client_open(kv.port), half = client_open(kv.port), lingering = client_open(kv.port);
    (void)state;
    talk("SET a 1 EX 100\r\nRPUSH l 1 2 3\r\n", "+OK\r\n:3\r\n");
    client_say(half, "*2\r\n$3\r\nGET\r\n$100\r\nabc");
    client_say(lingering, "QUIT\r\n");
    client_expect(lingering, "+OK\r\n");
    assert_int_equal(program_stop(&kv, SIGTERM), 0);
    client_expect_end(idle);
    client_expect_end(half);
    close(idle);
    close(half);
    close(lingering);
    server_start(&kv, "kv");
}

#define KV_TEST(name) cmocka_unit_test_setup_teardown(name, start, stop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KV_TEST(a_request_may_come_byte_by_byte),
        KV_TEST(requests_in_one_write_are_answered_in_order),
        KV_TEST(lines_are_taken_apart_like_redis_does),
        KV_TEST(nonsense_is_answered_and_the_connection_closed),
        KV_TEST(a_line_without_end_is_refused),
        KV_TEST(strings_are_stored_and_conditions_kept),
        KV_TEST(counters_stop_at_their_ends),
        KV_TEST(lists_have_two_ends),
        KV_TEST(ten_thousand_keys_are_found_again),
        KV_TEST(an_end_that_is_none_is_refused),
        KV_TEST(one_client_too_many_is_told_so),
        KV_TEST(a_client_that_wants_too_much_memory_is_closed),
        KV_TEST(many_replies_are_no_large_one),
        KV_TEST(a_megabyte_fits),
        KV_TEST(one_reset_connection_of_fifty_disturbs_no_other),
        KV_TEST(a_client_that_does_not_read_holds_up_only_itself),
        KV_TEST(it_ends_with_keys_timers_and_clients_in_every_state),
    };
    const struct CMUnitTest many[] = {
#ifndef SANITIZED
        KV_TEST(a_key_set_anew_leaves_nothing_of_its_timer),
        KV_TEST(an_idle_client_has_no_large_buffer),
#endif
        KV_TEST(the_limit_on_clients_is_10500_by_itself),
        KV_TEST(ten_thousand_idle_connections_and_busy_ones),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    if (!getenv("KV_SHORT"))
        failed += cmocka_run_group_tests(many, NULL, NULL);
    return failed;
}
