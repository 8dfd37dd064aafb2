/* test_kv_redis.c: examples/kv and Redis' own programs: redis-cli and redis-benchmark
 * talk to it, and the same bytes go to it and to a redis-server (on a Unix socket, so that
 * it needs no port), whose answers must be the same bytes.
 *
 * The server is in Debian's redis-tools too: redis-check-rdb is the same file, which
 * looks at the name that it was called by. */
#include "program.h"
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

static struct program kv;

static int start(void **state)
{
    (void)state;
    server_start(&kv, "kv");
    return 0;
}

static int stop(void **state)
{
    (void)state;
    assert_int_equal(program_stop(&kv, SIGTERM), 0);
    return 0;
}

/* What a command with kv's port for %d prints, its errors too. */
static int shell(const char *format, char *text, size_t size)
{
    char command[1024];
    size_t n;
    snprintf(command, sizeof command, format, kv.port);
    FILE *p = popen(command, "r");
    assert_non_null(p);
    n = fread(text, 1, size - 1, p);
    text[n] = '\0';
    return WEXITSTATUS(pclose(p));
}

static void cli(const char *arguments, const char *expect)
{
    char command[512], text[4096];
    snprintf(command, sizeof command, "redis-cli -p %%d %s 2>&1", arguments);
    assert_int_equal(shell(command, text, sizeof text), 0);
    assert_string_equal(text, expect);
}

static void redis_cli_sees_what_it_expects(void **state)
{
    (void)state;
    cli("PING", "PONG\n");
    cli("SET greeting 'hello world'", "OK\n");
    cli("GET greeting", "hello world\n");
    cli("--no-raw MGET greeting none", "1) \"hello world\"\n2) (nil)\n");
    cli("--no-raw INCRBY n 5", "(integer) 5\n");
    cli("--no-raw RPUSH l a b c", "(integer) 3\n");
    cli("--no-raw LRANGE l 0 -1", "1) \"a\"\n2) \"b\"\n3) \"c\"\n");
    cli("--no-raw INCR l", "(error) WRONGTYPE Operation against a key holding the wrong kind of value\n");
    cli("--no-raw EXPIRE n 100", "(integer) 1\n");
    cli("TTL n", "100\n");
    cli("-r 3 DECR n", "4\n3\n2\n");
    cli("CONFIG GET maxclients", "maxclients\n10500\n");
    cli("COMMAND DOCS", "\n");
    cli("QUIT", "OK\n");
    cli("DBSIZE", "3\n");
    cli("FLUSHALL", "OK\n");
}

static void redis_cli_reads_commands_and_pipes(void **state)
{
    char text[4096];
    (void)state;
    assert_int_equal(shell("printf 'SET a 1\\nINCR a\\nGET a\\n' | redis-cli -p %d", text, sizeof text), 0);
    assert_string_equal(text, "OK\n2\n2\n");
    assert_int_equal(shell("seq 20000 | sed 's/.*/SET key:& &/' | redis-cli -p %d --pipe", text, sizeof text), 0);
    assert_non_null(strstr(text, "errors: 0, replies: 20000"));
    cli("GET key:20000", "20000\n");
}

static void benchmark(const char *options)
{
    static const char wanted[] = "PING_INLINE PING_MBULK SET GET INCR LPUSH RPUSH LPOP RPOP LRANGE_100 MSET";
    char command[512], text[16384], name[32];
    int at = 0, n;
    snprintf(command, sizeof command,
             "redis-benchmark -p %%d --csv -r 1000 %s -t ping,set,get,incr,lpush,rpush,lpop,rpop,lrange_100,mset 2>&1",
             options);
    assert_int_equal(shell(command, text, sizeof text), 0);
    if (strstr(text, "rror"))
        fail_msg("redis-benchmark: %s", text);
    for (; sscanf(wanted + at, "%31s%n", name, &n) == 1; at += n)
        if (!strstr(text, name))
            fail_msg("no line for %s in: %s", name, text);
}

static void redis_benchmark_completes_with_fifty_clients(void **state)
{
    (void)state;
    benchmark("-n 2000 -c 50");
}

static void redis_benchmark_completes_with_pipelines(void **state)
{
    (void)state;
    benchmark("-n 8000 -c 50 -P 16");
}

/* ---- side by side with redis-server --------------------------------------------------- */

static char redis_dir[64];          /* redis-server's; its socket is here */
static struct sockaddr_un redis_address = { .sun_family = AF_UNIX };
static pid_t redis;

static int redis_open(void)
{
    struct timeval patience = { .tv_sec = 20 };
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    assert_int_equal(connect(fd, (struct sockaddr *)&redis_address, sizeof redis_address), 0);
    return fd;
}

/* Gives the end of a pipe that its log can be read from. */
static int redis_run(void)
{
    int log[2];
    assert_int_equal(pipe(log), 0);
    redis = fork();
    assert_true(redis >= 0);
    if (redis == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        dup2(log[1], 1);
        execlp("redis-check-rdb", "redis-server", "--port", "0", "--unixsocket", redis_address.sun_path,
               "--save", "", "--appendonly", "no", "--dir", redis_dir, (char *)NULL);
        _exit(127);
    }
    close(log[1]);
    return log[0];
}

/* It is ready when it says so; its log ends when it does. */
static int start_both(void **state)
{
    char line[512];
    bool ready = false;
    start(state);
    strcpy(redis_dir, "/tmp/test_kv_redis.XXXXXX");
    assert_non_null(mkdtemp(redis_dir));
    snprintf(redis_address.sun_path, sizeof redis_address.sun_path, "%s/socket", redis_dir);
    FILE *log = fdopen(redis_run(), "r");
    assert_non_null(log);
    while (!ready && fgets(line, sizeof line, log))
        ready = strstr(line, "eady to accept connections") != NULL;
    fclose(log);                    /* it does not mind */
    if (!ready)
        print_message("redis-server does not start\n");
    return ready ? 0 : -1;
}

static int stop_both(void **state)
{
    kill(redis, SIGKILL);
    waitpid(redis, NULL, 0);
    unlink(redis_address.sun_path);
    rmdir(redis_dir);
    return stop(state);
}

/* What a server answers to these bytes until it closes the connection, or answers the
 * ECHO of ours behind them. */
static size_t answer(int fd, const char *say, size_t n, char *text, size_t size)
{
    static const char end[] = "*2\r\n$4\r\nECHO\r\n$9\r\n--- end -\r\n", mark[] = "$9\r\n--- end -\r\n";
    size_t m = sizeof mark - 1, got = 0;
    assert_true(fd >= 0);
    client_send(fd, say, n);
    if (n < 1000)                   /* a line without end is none with our ECHO behind it */
        send(fd, end, sizeof end - 1, MSG_NOSIGNAL);    /* it may have closed the connection */
    while (got < size && client_read(fd, text + got, 1) == 1) {
        got++;
        if (got >= m && memcmp(text + got - m, mark, m) == 0)
            break;
    }
    close(fd);
    return got;
}

static void print_bytes(const char *who, const char *s, size_t n)
{
    print_message("%s", who);
    for (size_t i = 0; i < n && i < 300; i++)
        print_message(s[i] >= ' ' && s[i] < 127 ? "%c" : "\\x%02x", (unsigned char)s[i]);
    print_message("\n");
}

static void same(const char *say, size_t n)
{
    static char a[1 << 16], b[1 << 16];
    size_t na = answer(client_open(kv.port), say, n, a, sizeof a), nb = answer(redis_open(), say, n, b, sizeof b);
    if (na == nb && memcmp(a, b, na) == 0)
        return;
    print_bytes("said:  ", say, n);
    print_bytes("kv:    ", a, na);
    print_bytes("redis: ", b, nb);
    fail();
}

#define SAME(text) same(text, sizeof (text) - 1)

static void commands_answer_as_redis_does(void **state)
{
    static const char *const lines[] = {
        "PING", "PING a", "PING a b", "ping \"a b\"", "ECHO", "ECHO a", "ECHO a b", "nonsense", "nonsense a \"b c\" d",
        "GET", "GET none", "SET k", "SET k v", "GET k", "GET k k", "SET k v NX", "SET k v XX", "SET k v NX XX", "SET k v XX NX",
        "SET none v XX", "SET k v EX", "SET k v EX 10 PX 10", "SET k v EX 0", "SET k v PX -1", "SET k v EX x", "SET k v foo",
        "SET k v ex 100 nx", "SET k v xx px 100000", "TTL k", "TTL none", "TTL", "SET k v EX 9223372036854775807",
        "SET k v EX 9223372036854776", "SET k v PX 9223372036854775807", "EXPIRE k 100", "TTL k", "EXPIRE none 100", "EXPIRE k x", "EXPIRE k", "EXPIRE k 9223372036854775807",
        "SET k v", "TTL k", "EXPIRE k 0", "GET k", "SET k v", "EXPIRE k -9223372036854775808", "EXPIRE k -1",
        "EXISTS k", "EXISTS", "EXISTS a a k", "DEL", "DEL k none k",
        "SET n 10", "INCR n", "DECR n", "INCRBY n 5", "INCRBY n -5", "INCRBY n", "INCRBY n x", "INCRBY n 1.5", "INCRBY n \" 1\"",
        "INCRBY n 01", "INCRBY n +1", "INCRBY n -0", "INCRBY n 9223372036854775807", "INCRBY n 9223372036854775808", "SET n abc", "INCR n",
        "SET n \" 1\"", "INCR n", "SET n -9223372036854775808", "DECR n", "INCR n", "INCR", "SET n \"\"", "INCR n", "SET n 1 EX 100", "INCR n", "TTL n",
        "MSET", "MSET a", "MSET a 1 b", "MSET a 1 b 2", "MGET", "MGET a b c", "MSET a 1 a 2", "GET a",
        "LPUSH", "LPUSH l", "LPUSH l 1", "RPUSH l 2 3", "LPUSH l a b", "LRANGE l 0 -1", "LRANGE l 0 0", "LRANGE l -2 -1", "LRANGE l 3 1",
        "LRANGE l -100 100", "LRANGE l 5 10", "LRANGE l 0 -100", "LRANGE l a 1", "LRANGE l 0", "LRANGE none 0 -1", "LRANGE a 0 -1",
        "LPUSH a 1", "GET l", "INCR l", "MGET l a", "LPOP a", "LPOP l", "RPOP l", "LPOP none", "LPOP", "EXPIRE l 50", "RPUSH l x", "TTL l",
        "SET l v", "GET l", "TTL l", "DEL l", "RPUSH l 1", "LPOP l", "EXISTS l",
        "DBSIZE", "DBSIZE a", "FLUSHALL", "FLUSHALL SYNC", "DBSIZE", "CONFIG GET appendonly", "CONFIG GET save", "CONFIG GET none",
        "", "   ", "\tPING\t", "PING \"\\x41\\n\\\\\"", "PING 'a\\'b'", "PING \"\"", "get \"a\\0b\"", "Quit", "QUIT a",
    };
    char say[512];
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        same(say, (size_t)snprintf(say, sizeof say, "%s\r\n", lines[i]));
}

static void protocol_errors_are_those_of_redis(void **state)
{
    (void)state;
    SAME("*x\r\n");
    SAME("*\r\n");
    SAME("*01\r\n$4\r\nPING\r\n");
    SAME("* 1\r\n");
    SAME("*0\r\n*-1\r\n*-99\r\n");
    SAME("*99999999999999999999\r\n");
    SAME("*3000000000\r\n");
    SAME("*1\r\nPING\r\n");
    SAME("*1\r\n\r\n");
    SAME("*1\r\n$x\r\n");
    SAME("*1\r\n$-1\r\n");
    SAME("*1\r\n$999999999999\r\n");
    SAME("*1\r\n$4\r\nPINGxx");
    SAME("*1\r\n$0\r\n\r\n");
    SAME("*2\r\n$4\r\nECHO\r\n$3\r\na\0b\r\n");
    SAME("*2\r\n$4\r\nNO\r\n\r\n$3\r\na\0b\r\n");
    SAME("*1\r\n$6\r\nPING\0x\r\n");
    SAME("*1\r\n$300\r\nxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
         "xxxxxxxxxxxxxx\r\n");
    SAME("PING \"\r\n");
    SAME("PING '\r\n");
    SAME("PING \"a\"b\r\n");
    SAME("PING 'a'b\r\n");
    SAME("PING a\"b c\"\r\n");
    SAME("PING \"\\xzz\\x4\"\r\n");
    SAME("PING\n");
    SAME("PING\r\nPING x\r\nQUIT\r\nPING\r\n");
}

static void long_lines_are_refused_as_redis_does(void **state)
{
    static char line[80000];
    (void)state;
    memset(line, 'a', sizeof line);
    same(line, 70000);
    line[0] = '*';
    same(line, 70000);
    memcpy(line, "*1\r\n$", 5);
    same(line, 70000);
}

int main(void)
{
    const struct CMUnitTest ours[] = {
        cmocka_unit_test_setup_teardown(redis_cli_sees_what_it_expects, start, stop),
        cmocka_unit_test_setup_teardown(redis_cli_reads_commands_and_pipes, start, stop),
        cmocka_unit_test_setup_teardown(redis_benchmark_completes_with_fifty_clients, start, stop),
        cmocka_unit_test_setup_teardown(redis_benchmark_completes_with_pipelines, start, stop),
        cmocka_unit_test_setup_teardown(commands_answer_as_redis_does, start_both, stop_both),
        cmocka_unit_test_setup_teardown(protocol_errors_are_those_of_redis, start_both, stop_both),
        cmocka_unit_test_setup_teardown(long_lines_are_refused_as_redis_does, start_both, stop_both),
    };
    return cmocka_run_group_tests(ours, NULL, NULL);
}
