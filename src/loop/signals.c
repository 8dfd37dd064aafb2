/* signals.c: SIGINT and SIGTERM cancel the main task, so that defers run.
 *
 * Only while a call runs, and only where the signals have their default action: a
 * program with handlers of its own keeps them. The first signal rings a bell that
 * every running loop watches, and gives both signals their default action back, so
 * the second one kills.
 *
 *     start: handlers in  --signal-->  handler: default action back, bell rung
 *                                      look: main tasks cancelled, bell unwatched
 *     stop by the last loop: default action back where no signal came
 *
 * The bell is a pipe of the process. It is never closed, so a handler that runs late
 * in another thread cannot write into a stranger's descriptor.
 *
 * note [why the bell is read only when no loop watches it]  A loop that emptied it
 * would hide the signal from a level-triggered sibling. So each loop unwatches it
 * when it has seen the signal, and the first start after that empties it.
 *
 * Threads: several loops start and stop at once (lock); the handler runs anywhere. */
#include "host.h"
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned listeners;              /* loops between start and stop */
static int bell[2] = { -1, -1 };
static atomic_int caught;               /* the signal; 0: none since the first start */

static const int handled[] = { SIGINT, SIGTERM };
enum { N_HANDLED = sizeof handled / sizeof *handled };

static void ring(int sig);

static void default_where_ours(int sig)
{
    struct sigaction now;
    if (sigaction(sig, NULL, &now) == 0 && now.sa_handler == ring) {
        now.sa_handler = SIG_DFL;
        sigaction(sig, &now, NULL);
    }
}

static void ring(int sig)
{
    int before = errno;
    ssize_t n;

    for (int i = 0; i < N_HANDLED; i++)
        default_where_ours(handled[i]);
    caught = sig;
    n = write(bell[1], "", 1);
    (void)n;
    errno = before;
}

static int ours_where_default(int sig)
{
    struct sigaction now, our = { .sa_handler = ring, .sa_flags = SA_RESTART };
    sigemptyset(&our.sa_mask);
    for (int i = 0; i < N_HANDLED; i++)
        sigaddset(&our.sa_mask, handled[i]);
    return sigaction(sig, NULL, &now) == 0 && !(now.sa_flags & SA_SIGINFO)
        && now.sa_handler == SIG_DFL && sigaction(sig, &our, NULL) == 0;
}

/* Whether there is a signal to listen to; negative: a negative errno. */
static int first_start(void)
{
    char old[16];
    int n = 0;

    if (bell[0] < 0) {
        int err = cede__selector_pipe(bell);
        if (err < 0)
            return err;
    }
    while (read(bell[0], old, sizeof old) > 0)
        ;
    caught = 0;
    for (int i = 0; i < N_HANDLED; i++)
        n |= ours_where_default(handled[i]);
    return n;
}

static void last_stop(void)
{
    for (int i = 0; i < N_HANDLED; i++)
        default_where_ours(handled[i]);
}

int cede__signals_start(cede__host *h)
{
    int n, err = 0;

    h->stopped = 0;
    if (h->leave_signals)
        return 0;
    pthread_mutex_lock(&lock);
    n = listeners ? 1 : first_start();
    if (n > 0) {
        h->bell = (cede_fd){ .fd = bell[0], .flags = CEDE__FD_ALWAYS };
        err = h->selector->kind->add(h->selector, &h->bell);
        if (err == 0)
            listeners++;
        else if (!listeners)
            last_stop();
    }
    if (n <= 0 || err < 0)
        h->bell.fd = -1;
    pthread_mutex_unlock(&lock);
    return n < 0 ? n : err;
}

static void unwatch(cede__host *h)
{
    h->selector->kind->remove(h->selector, &h->bell);
    h->bell.fd = -1;
    pthread_mutex_lock(&lock);
    if (--listeners == 0)
        last_stop();
    pthread_mutex_unlock(&lock);
}

void cede__signals_stop(cede__host *h)
{
    if (h->bell.fd >= 0)
        unwatch(h);
}

void cede__signals_look(cede__host *h)
{
    int sig = caught;
    if (h->bell.fd < 0 || !sig)
        return;
    unwatch(h);
    h->stopped = (unsigned char)sig;
    if (h->loop.main)
        cede__task_cancel(h->loop.main, -ECANCELED, sig == SIGINT ? "SIGINT" : "SIGTERM");
}
