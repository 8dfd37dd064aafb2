/* sim_fixture.c: see sim_fixture.h. */
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "sim_fixture.h"

static char log_text[1 << 16];
static size_t log_length;

void event_log_clear(void)
{
    log_length = 0;
    log_text[0] = '\0';
}

const char *event_log(void)
{
    return log_text;
}

void event(const char *format, ...)
{
    va_list args;
    int n;
    va_start(args, format);
    n = vsnprintf(log_text + log_length, sizeof log_text - log_length - 1, format, args);
    va_end(args);
    assert_true(n >= 0 && log_length + (size_t)n + 1 < sizeof log_text);
    log_length += (size_t)n;
    log_text[log_length++] = '\n';
    log_text[log_length] = '\0';
}

int ms(void)
{
    return (int)(cede_now().ns / 1000000);
}

int sim_setup(void **state)
{
    cede_sim *sim = cede_sim_new();
    event_log_clear();
    *state = sim;
    return sim ? 0 : -1;
}

int sim_teardown(void **state)
{
    cede_sim *sim = *state;
    cede_sim_counts c = cede_sim_count(sim);
    unsigned left = cede_sim_left(sim);
    if (left)
        print_error("left: %u blocks, %u bytes, %u timers\n", c.blocks, c.bytes, c.timers);
    cede_sim_free(sim);
    return left ? -1 : 0;
}

/* ---- programs that stop -------------------------------------------------------------- */

static void child(void (*f)(void), int out)
{
    struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    signal(SIGABRT, SIG_DFL);       /* not cmocka's */
    dup2(out, 2);
    f();
    _exit(0);
}

static char *read_all(int fd)
{
    size_t length = 0, room = 4096;
    char *text = malloc(room);
    ssize_t n;
    while ((n = read(fd, text + length, room - length - 1)) > 0)
        length += (size_t)n;
    text[length] = '\0';
    return text;
}

char *stops(void (*f)(void))
{
    int fds[2], status;
    char *text;
    pid_t pid;
    if (pipe(fds))
        return NULL;
    fflush(NULL);
    pid = fork();
    if (pid == 0)
        child(f, fds[1]);
    close(fds[1]);
    text = read_all(fds[0]);
    close(fds[0]);
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT)
        return text;
    free(text);
    return NULL;
}
