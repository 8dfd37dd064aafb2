/* simple_loop.c: how it works, in plain C: a loop of some 60 lines, and two functions
 * that wait. No library, no generator.
 *
 *     build/examples/simple_loop       type something while it counts; ^D ends it
 *
 * A task is a struct and a step function. The struct keeps where the function goes on
 * (state) and its locals; the macros make a switch of the function, so that it can
 * leave at a WAIT and go on behind it. The loop steps what is ready, then sleeps until
 * a deadline or a descriptor makes another task ready. cede does the same: cedec finds
 * out which locals to keep, and an await adds the callee's struct behind the caller's. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct task {
    struct task *next;              /* in the ready queue, or among those that wait */
    void (*step)(struct task *t);
    int state;                      /* the line where it goes on */
    long long due_ms;               /* waits for: a time, … */
    int fd;                         /* … or bytes to read here; -1: none */
    const char *name;               /* from here on: its parameters and locals */
    int i, period_ms;
};

#define BEGIN     switch (t->state) { case 0:
#define END       } free(t)
#define WAIT(w)   do { t->state = __LINE__; w; return; case __LINE__:; } while (0)
#define SLEEP(ms) WAIT(wait_for(t, -1, now_ms() + (ms)))
#define INPUT(fd) WAIT(wait_for(t, fd, now_ms() + 1000000000))

static struct task *ready, **ready_end = &ready, *waiting;

static long long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000LL + t.tv_nsec / 1000000;
}

static void make_ready(struct task *t)
{
    t->next = NULL;
    *ready_end = t;
    ready_end = &t->next;
}

static void wait_for(struct task *t, int fd, long long due_ms)
{
    t->fd = fd;
    t->due_ms = due_ms;
    t->next = waiting;
    waiting = t;
}

static void step_ready(void)
{
    while (ready) {
        struct task *t = ready;
        ready = t->next;
        if (!ready)
            ready_end = &ready;
        t->step(t);
    }
}

static void wait_for_something(void)
{
    struct pollfd fds[16];          /* enough tasks for an example */
    long long until = now_ms() + 1000000;
    int n = 0;
    for (struct task *t = waiting; t && n < 16; t = t->next) {
        fds[n++] = (struct pollfd){ t->fd, POLLIN, 0 };     /* -1 is passed over */
        until = t->due_ms < until ? t->due_ms : until;
    }
    long long left = until - now_ms();
    poll(fds, (nfds_t)n, left > 0 ? (int)left : 0);
    struct task **link = &waiting, *t;
    for (int i = 0; i < n && (t = *link); i++)
        if (fds[i].revents || t->due_ms <= now_ms()) {
            *link = t->next;
            make_ready(t);
        } else
            link = &t->next;
}

/* ---- that was the loop: here are two functions that wait, and tasks made of them --------- */

static void count(struct task *t)
{
    BEGIN;
    for (t->i = 1; t->i <= 3; t->i++) {
        SLEEP(t->period_ms);
        printf("%s %d\n", t->name, t->i);
    }
    END;
}

static void listen_to_input(struct task *t)
{
    char line[80];                  /* not needed across a WAIT: an ordinary local */
    ssize_t n;
    BEGIN;
    do {
        INPUT(STDIN_FILENO);
        n = read(STDIN_FILENO, line, sizeof line);
        if (n > 0)
            printf("you said %.*s", (int)n, line);
    } while (n > 0);
    END;
}

static void spawn(void (*step)(struct task *), const char *name, int period_ms)
{
    struct task *t = calloc(1, sizeof *t);
    if (!t)
        abort();
    t->step = step;
    t->name = name;
    t->period_ms = period_ms;
    make_ready(t);
}

int main(void)
{
    spawn(count, "slow", 500);
    spawn(count, "    quick", 200);
    spawn(listen_to_input, "input", 0);
    while (ready || waiting) {
        step_ready();
        fflush(stdout);
        if (waiting)
            wait_for_something();
    }
    return 0;
}
