/* program.c: see program.h. */
#include "program.h"
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static int patience_s(void)
{
    return getenv("PROGRAM_WRAPPER") ? 60 : 20;
}

/* ---- processes --------------------------------------------------------------------- */

/* The shell takes the wrapper's words apart; the example replaces it. */
static void run_child(const char *name, const char *argument, int in, int out)
{
    char path[512];
    const char *dir = getenv("EXAMPLES_DIR");
    snprintf(path, sizeof path, "%s/%s", dir ? dir : ".", name);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    dup2(in, 0);
    dup2(out, 1);
    execl("/bin/sh", "sh", "-c", "exec $PROGRAM_WRAPPER \"$0\" \"$@\"", path, argument, (char *)NULL);
    _exit(127);
}

void program_start(struct program *p, const char *name, const char *argument, const char *input)
{
    int in[2], out[2];
    assert_int_equal(pipe(in), 0);
    assert_int_equal(pipe(out), 0);
    if (input)
        assert_int_equal(write(in[1], input, strlen(input)), strlen(input));
    close(in[1]);
    p->pid = fork();
    assert_true(p->pid >= 0);
    if (p->pid == 0) {
        close(out[0]);
        run_child(name, argument, in[0], out[1]);
    }
    close(in[0]);
    close(out[1]);
    p->out = out[0];
}

void server_start(struct program *p, const char *name)
{
    char line[128] = "";
    size_t n = 0;
    const char *colon;
    program_start(p, name, "0", NULL);
    while (n + 1 < sizeof line && !strchr(line, '\n') && read(p->out, line + n, 1) == 1)
        n++;
    colon = strrchr(line, ':');
    p->port = colon ? atoi(colon + 1) : 0;
    if (p->port <= 0)
        fail_msg("%s is not ready: it said \"%s\"", name, line);
}

/* A descriptor of the process becomes readable when it has ended. */
static int wait_for_end(pid_t pid)
{
    struct pollfd p = { .fd = pidfd_open(pid, 0), .events = POLLIN };
    bool ended = poll(&p, 1, patience_s() * 1000) == 1;
    int status;
    close(p.fd);
    if (!ended)
        kill(pid, SIGKILL);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (!ended)
        fail_msg("the program did not end");
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int program_output(struct program *p, char *text, size_t size)
{
    size_t n = 0;
    ssize_t got;
    while (n + 1 < size && (got = read(p->out, text + n, size - 1 - n)) > 0)
        n += (size_t)got;
    text[n] = '\0';
    close(p->out);
    return wait_for_end(p->pid);
}

int program_stop(struct program *p, int sig)
{
    kill(p->pid, sig);
    close(p->out);
    return wait_for_end(p->pid);
}

/* ---- clients -------------------------------------------------------------------------- */

int client_open(int port)
{
    struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons((uint16_t)port) };
    struct timeval patience = { .tv_sec = patience_s() };
    int one = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0)
        return fd;
    close(fd);
    return -1;
}

void client_send(int fd, const void *data, size_t n)
{
    assert_int_equal(send(fd, data, n, MSG_NOSIGNAL), n);
}

void client_say(int fd, const char *text)
{
    client_send(fd, text, strlen(text));
}

size_t client_read(int fd, char *data, size_t n)
{
    size_t done = 0;
    while (done < n) {
        ssize_t got = recv(fd, data + done, n - done, 0);
        if (got < 0 && errno == EAGAIN)
            fail_msg("no answer after %d s, behind \"%.*s\"", patience_s(), (int)done, data);
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

void client_expect(int fd, const char *text)
{
    size_t n = strlen(text);
    char *data = calloc(1, n + 1);
    assert_non_null(data);
    client_read(fd, data, n);
    assert_string_equal(data, text);
    free(data);
}

void client_expect_end(int fd)
{
    char more[64] = "";
    client_read(fd, more, sizeof more - 1);
    assert_string_equal(more, "");
}

void client_reset(int fd)
{
    struct linger hard = { 1, 0 };
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    close(fd);
}

long raise_descriptor_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0)
        return 0;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    return limit.rlim_cur > 1000000 ? 1000000 : (long)limit.rlim_cur;
}
