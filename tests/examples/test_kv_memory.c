/* test_kv_memory.c: kv without memory: each allocation of a whole run fails once, then
 * every n-th of them fails again and again.
 *
 * kv runs in a child of this process, built into this program with its main renamed
 * and malloc wrapped by the linker. It must answer what it can, say what it cannot,
 * change nothing then, end by SIGTERM as usual, and have freed every block. */
#include "program.h"
#include <cede.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int kv_main(int argc, char **argv);
cede_async int serve(int port);

/* ---- malloc that fails ---------------------------------------------------------------- */

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *block, size_t n);
void __real_free(void *block);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *block, size_t n);
void __wrap_free(void *block);

static struct {
    bool on;            /* in the child, while kv runs */
    bool again;         /* every n-th, not only the n-th */
    long n, asked, blocks;
} memory;

static bool fails(void)
{
    if (!memory.on)
        return false;
    memory.asked++;
    return memory.again ? memory.asked % memory.n == 0 : memory.asked == memory.n;
}

static void *counted(void *block)
{
    memory.blocks += memory.on && block;
    return block;
}

void *__wrap_malloc(size_t n)
{
    return fails() ? NULL : counted(__real_malloc(n));
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : counted(__real_calloc(n, size));
}

void *__wrap_realloc(void *block, size_t n)
{
    if (!block)
        return __wrap_malloc(n);
    return fails() ? NULL : __real_realloc(block, n);
}

void __wrap_free(void *block)
{
    memory.blocks -= memory.on && block;
    __real_free(block);
}

/* ---- the child ---------------------------------------------------------------------------- */

/* With a loop of our own each task and each stream is a block of malloc's; with that of
 * cede_main they come from its pool. */
enum how { BY_MAIN, BY_OWN_LOOP };

static void *get(void *ctx, size_t size)
{
    (void)ctx;
    return __wrap_malloc(size);
}

static void put_back(void *ctx, void *block, size_t size)
{
    (void)ctx;
    (void)size;
    __wrap_free(block);
}

static int run_on_own_loop(void)
{
    const cede_loop_config config = { .memory = { get, put_back, NULL } };
    cede_loop *loop;
    int err = cede_loop_new(&loop, &config);
    if (err == 0) {
        err = cede_loop_run(loop, serve(0));
        cede_loop_free(loop);
    }
    return err == -ECANCELED ? 0 : err == -ENOMEM ? 1 : 2;
}

/* Statuses: 0; 1: no memory to begin with; 3: the failing allocation was not reached;
 * 99: a block was not freed. */
static void child(enum how how, int out)
{
    char *argv[] = { "kv", "0", NULL };
    int status;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(out, 1);
    setvbuf(stdout, NULL, _IONBF, 0);
    memory.on = true;
    status = how == BY_MAIN ? kv_main(2, argv) : run_on_own_loop();
    memory.on = false;
    if (memory.blocks != 0) {
        fprintf(stderr, "allocation %ld: %ld blocks were not freed\n", memory.n, memory.blocks);
        _exit(99);
    }
    _exit(status == 0 && memory.asked < memory.n ? 3 : status);
}

/* port 0: it had no memory to begin with. */
static struct program start(enum how how)
{
    struct program p = { 0 };
    char line[64] = "";
    int out[2];
    assert_int_equal(pipe(out), 0);
    fflush(NULL);
    p.pid = fork();
    assert_true(p.pid >= 0);
    if (p.pid == 0) {
        close(out[0]);
        child(how, out[1]);
    }
    close(out[1]);
    p.out = out[0];
    for (size_t n = 0; n + 1 < sizeof line && !strchr(line, '\n') && read(p.out, line + n, 1) == 1; )
        n++;
    p.port = strrchr(line, ':') ? atoi(strrchr(line, ':') + 1) : 0;
    return p;
}

/* ---- the client ------------------------------------------------------------------------------ */

static bool read_line(int fd, char *line, size_t size)
{
    size_t n = 0;
    while (n + 1 < size && client_read(fd, line + n, 1) == 1)
        if (line[n++] == '\n')
            break;
    line[n] = '\0';
    return n > 0 && line[n - 1] == '\n';
}

/* Each command and then what asks whether it has done anything. It did what it answers,
 * or says that there was no memory and has done nothing; or the connection is closed. */
static void what_is_said_is_so(int fd)
{
    static const char *const commands[] = {
        "SET k%d v", "SET k%d v EX 100", "SET k%d v PX 1000", "INCR k%d", "RPUSH k%d a b c", "LPUSH k%d a b",
        "MSET k%d a",
    };
    char say[128], line[256], probe[256];
    for (int i = 0; i < (int)(sizeof commands / sizeof *commands); i++) {
        int n = sprintf(say, "FLUSHALL\r\n");
        n += sprintf(say + n, commands[i], i);
        sprintf(say + n, "\r\nEXISTS k%d\r\n", i);
        if (send(fd, say, strlen(say), MSG_NOSIGNAL) < 0 || !read_line(fd, line, sizeof line)
            || !read_line(fd, line, sizeof line) || !read_line(fd, probe, sizeof probe))
            return;
        if (strncmp(line, "-OOM ", 5) == 0)
            assert_string_equal(probe, ":0\r\n");
        else {
            assert_true(line[0] == '+' || line[0] == ':');
            assert_string_equal(probe, ":1\r\n");
        }
    }
}

/* The rest of what allocates: large requests and replies, overwriting, and, where it
 * does not take too long, enough keys for the table to grow. */
static void talk(int fd, int keys)
{
    static char text[64 * 1024];
    size_t n = (size_t)sprintf(text, "SET k0 w\r\nSET k1 w EX 50\r\nEXPIRE k0 50\r\nRPUSH l a b c d e f g\r\n"
                                     "LRANGE l 0 -1\r\nLPOP l\r\nDEL k0 k1\r\nSET k0 v PX 1\r\n"
                                     "*2\r\n$4\r\nECHO\r\n$3000\r\n");
    memset(text + n, 'x', 3000);
    n += 3000;
    n += (size_t)sprintf(text + n, "\r\nMGET 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18\r\n");
    for (int i = 0; i < keys; i++)
        n += (size_t)sprintf(text + n, "SET key:%d %d EX 100\r\n", i, i);
    send(fd, text, n, MSG_NOSIGNAL);
    shutdown(fd, SHUT_WR);
    while (client_read(fd, text, sizeof text) == sizeof text)
        ;
}

static int run(enum how how, long n, bool again, int keys)
{
    struct program p;
    char pong[8] = "";
    memory.n = n;
    memory.again = again;
    p = start(how);
    for (int i = 0; p.port && i < 3; i++) {
        int fd = client_open(p.port);
        if (fd < 0)
            continue;
        what_is_said_is_so(fd);
        talk(fd, keys);
        close(fd);
    }
    for (int i = 0; p.port && !again && i < 2 && strcmp(pong, "+PONG\r\n") != 0; i++) {
        int fd = client_open(p.port);       /* the one that failed may have been for this one */
        client_say(fd, "PING\r\n");
        client_read(fd, pong, 7);
        close(fd);
    }
    if (p.port && !again)
        assert_string_equal(pong, "+PONG\r\n");
    return program_stop(&p, p.port ? SIGTERM : 0);
}

static void each_allocation(enum how how, long least)
{
    long n = 1;
    int status;
    while ((status = run(how, n, false, 0)) != 3) {
        if (status > 1)
            fail_msg("allocation %ld: exit status %d", n, status);
        n++;
    }
    print_message("%ld allocations failed, one a run\n", n - 1);
    assert_true(n > least);
}

static void each_allocation_may_fail_once(void **state)
{
    (void)state;
    each_allocation(BY_OWN_LOOP, 60);
}

static void with_the_pool_of_cede_main_too(void **state)
{
    (void)state;
    each_allocation(BY_MAIN, 40);
}

static void every_nth_allocation_may_fail(void **state)
{
    static const int ns[] = { 1, 2, 3, 4, 5, 7, 11, 16, 50, 333 };
    (void)state;
    for (size_t i = 0; i < sizeof ns / sizeof *ns; i++) {
        int status = run(BY_OWN_LOOP, ns[i], true, 1200);
        if (status > 1)
            fail_msg("every %d. allocation: exit status %d", ns[i], status);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_may_fail_once),
        cmocka_unit_test(with_the_pool_of_cede_main_too),
        cmocka_unit_test(every_nth_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
