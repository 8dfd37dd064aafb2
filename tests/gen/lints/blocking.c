/* async-blocking: calls that hold up the loop, and calls of the same names that do not. */
#define _GNU_SOURCE
#include <cede.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

CEDE_BLOCKING int fetch_page(const char *url);
#define NAP() usleep(10)

static async int serve(int x) { await(cede_yield()); return x - x; }

static async void warned_sleeps(struct timespec t)
{
    sleep(1);
    usleep(1000);
    nanosleep(&t, NULL);
    thrd_sleep(&t, NULL);
    NAP();
}

static async int warned_names_and_processes(const char *host)
{
    struct addrinfo *found;
    int status, err = getaddrinfo(host, "http", NULL, &found);
    if (err || !gethostbyname(host) || system("true") < 0)
        return -1;
    waitpid(-1, &status, 0);
    return wait(&status) < 0 ? pclose(NULL) : flock(1, LOCK_EX);
}

static async int warned_input(char *line, size_t n)
{
    int c = getchar();
    fgets(line, (int)n, stdin);
    scanf("%d", &c);
    return c + (int)read(STDIN_FILENO, line, n);
}

static async void warned_waits(struct pollfd *p, int ms, sem_t *s, pthread_t thread, pthread_mutex_t *m, pthread_cond_t *c)
{
    poll(p, 1, -1);
    poll(p, 1, ms);
    select(0, NULL, NULL, NULL, NULL);
    epoll_wait(3, NULL, 1, 100);
    sem_wait(s);
    pthread_cond_wait(c, m);
    pthread_join(thread, NULL);
}

static async int warned_declared(void)
{
    for (int i = 0; i < fetch_page("a"); i++)
        await(serve(fetch_page("b")));
    return cede_run(serve(1));
}

static async int fine_at_once(struct pollfd *p, pid_t child, struct timeval *tv, FILE *file, char *line)
{
    int status;
    poll(p, 1, 0);
    epoll_wait(3, NULL, 1, 0);
    select(0, NULL, NULL, NULL, tv);
    waitpid(child, &status, WNOHANG | WUNTRACED);
    flock(1, LOCK_UN);
    flock(1, LOCK_EX | LOCK_NB);
    return fgets(line, 80, file) ? (int)read(5, line, 80) : 0;
}

static async int fine_in_a_thread(const char *host)
{
    struct addrinfo *found;
    int page = await(offload(fetch_page(host)));
    await(offload(sleep(1)));
    return page + await(offload(getaddrinfo(host, NULL, NULL, &found)));
}

static async int fine_not_evaluated(void)
{
    return (int)sizeof fetch_page("") + (int)sizeof (sleep(1));
}

struct lamp { void (*sleep)(struct lamp *, int); int (*fetch_page)(int); };

static async int fine_others_of_the_name(struct lamp *lamp, int (*system)(const char *))
{
    lamp->sleep(lamp, 1);
    lamp->fetch_page(2);
    return system("true");
}

static void pause_it(void) { }
#define pause pause_it

static async void fine_a_macro(void)
{
    pause();
}

int main(void)
{
    sleep(0);               /* an ordinary function may wait */
    return cede_main(serve(0));
}
