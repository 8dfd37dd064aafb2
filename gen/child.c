/* child.c: runs another program and waits for it; child.h says what for.
 *
 * A wrapper must not outlive what it stands for, nor leave its files behind: from
 * child_hold() on, signals that end a process reach it only while a child runs, are
 * passed on to that, and take effect on ourselves in child_end_as(), when the files
 * are gone. A signal that was ignored when we were started stays ignored. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L         /* posix_spawnp, sigaction */
#endif

#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static const int passed_on[] = { SIGHUP, SIGINT, SIGTERM };

static sigset_t mask_before;
static volatile sig_atomic_t child_now, came;

/* ---- starting and waiting ---------------------------------------------------------- */

/* Starts the command with standard output in `out`, where that is >= 0. Returns 0 or an
 * error number. */
static int start(char **argv, const struct child_streams *s, int out, const sigset_t *mask, pid_t *child)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    if (s->in)
        posix_spawn_file_actions_adddup2(&actions, fileno(s->in), 0);
    if (out >= 0)
        posix_spawn_file_actions_adddup2(&actions, out, 1);
    if (s->messages)
        posix_spawn_file_actions_adddup2(&actions, fileno(s->messages), 2);
    if (mask) {
        posix_spawnattr_setsigmask(&attributes, mask);
        posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    }
    int error = posix_spawnp(child, argv[0], &actions, &attributes, argv, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static int wait_for(pid_t child)
{
    int status;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

/* ---- with its output in a pipe --------------------------------------------------------- */

static bool read_all(int fd, struct text *t)
{
    char buffer[65536];
    ssize_t n;
    while ((n = read(fd, buffer, sizeof buffer)) != 0) {
        if (n > 0)
            text_add(t, buffer, (size_t)n);
        else if (errno != EINTR)
            return false;
    }
    text_add(t, "", 0);
    return true;
}

int child_reading(char **argv, const struct child_streams *s, struct text *out)
{
    int ends[2];
    pid_t child;
    if (pipe(ends) < 0)
        return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);    /* the child has its end as standard output only */
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    int error = start(argv, s, ends[1], NULL, &child);
    close(ends[1]);
    if (error) {
        close(ends[0]);
        errno = error;
        return -1;
    }
    bool read = read_all(ends[0], out);
    close(ends[0]);
    int status = wait_for(child);
    return read ? status : -1;
}

/* ---- in our place ----------------------------------------------------------------------- */

static void pass_on(int signal)
{
    came = signal;
    if (child_now > 0)
        kill((pid_t)child_now, signal);
}

void child_hold(void)
{
    struct sigaction act, before;
    sigset_t held;
    sigemptyset(&held);
    act.sa_handler = pass_on;
    act.sa_flags = SA_RESTART;
    sigemptyset(&act.sa_mask);
    for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; i++) {
        if (sigaction(passed_on[i], NULL, &before) < 0 || before.sa_handler == SIG_IGN)
            continue;
        sigaction(passed_on[i], &act, NULL);
        sigaddset(&held, passed_on[i]);
    }
    sigprocmask(SIG_BLOCK, &held, &mask_before);
}

int child_instead(char **argv, const struct child_streams *s)
{
    pid_t child;
    sigset_t held;
    if (came) {
        errno = EINTR;
        return -1;
    }
    int error = start(argv, s, -1, &mask_before, &child);
    if (error) {
        errno = error;
        return -1;
    }
    child_now = (sig_atomic_t)child;
    sigprocmask(SIG_SETMASK, &mask_before, &held);
    int status = wait_for(child);
    sigprocmask(SIG_SETMASK, &held, NULL);
    child_now = 0;
    return status;
}

static void end_by(int number)
{
    struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);          /* the child has written what there is to see */
    signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &mask_before, NULL);
    raise(number);
    exit(128 + number);
}

void child_end_as(int status)
{
    sigset_t pending;
    sigpending(&pending);
    for (size_t i = 0; i < sizeof passed_on / sizeof *passed_on; i++)
        if (sigismember(&pending, passed_on[i]) == 1)
            came = passed_on[i];
    if (came)
        end_by(came);
    if (status >= 0 && WIFSIGNALED(status))
        end_by(WTERMSIG(status));
    exit(status >= 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 1);
}
