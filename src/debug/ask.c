/* ask.c: SIGUSR1 asks every loop in debug mode for a dump of its tasks.
 *
 *     the first loop: the handler, where the signal has its default action
 *     the handler: marks and interrupts each loop, which writes its dump in its next turn
 *     the last loop: the default action
 *
 * Always: while a handler goes over the loops no loop leaves them.
 * Any thread; the handler calls what is allowed there. */
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include "../loop/host.h"
#include "debug.h"

enum { LOOPS = 64 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic(cede__debug *) loops[LOOPS];
static atomic_int asking;
static int listeners;

static void ask(int sig)
{
    (void)sig;
    atomic_fetch_add(&asking, 1);
    for (int i = 0; i < LOOPS; i++) {
        cede__debug *d = atomic_load(&loops[i]);
        if (!d)
            continue;
        atomic_store(&d->asked, 1);
        d->loop->ops->kick(d->loop);
    }
    atomic_fetch_sub(&asking, 1);
}

static void listen(void)
{
    struct sigaction now, ours = { .sa_handler = ask, .sa_flags = SA_RESTART };
    sigemptyset(&ours.sa_mask);
    if (sigaction(SIGUSR1, NULL, &now) == 0 && !(now.sa_flags & SA_SIGINFO) && now.sa_handler == SIG_DFL)
        sigaction(SIGUSR1, &ours, NULL);
}

static void stop_listening(void)
{
    struct sigaction now;
    if (sigaction(SIGUSR1, NULL, &now) == 0 && now.sa_handler == ask) {
        now.sa_handler = SIG_DFL;
        sigaction(SIGUSR1, &now, NULL);
    }
}

void cede__ask_begin(cede__debug *d)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < LOOPS; i++)
        if (!atomic_load(&loops[i])) {
            atomic_store(&loops[i], d);
            break;
        }
    if (listeners++ == 0)
        listen();
    pthread_mutex_unlock(&lock);
}

void cede__ask_end(cede__debug *d)
{
    pthread_mutex_lock(&lock);
    for (int i = 0; i < LOOPS; i++)
        if (atomic_load(&loops[i]) == d)
            atomic_store(&loops[i], NULL);
    if (--listeners == 0)
        stop_listening();
    pthread_mutex_unlock(&lock);
    while (atomic_load(&asking))
        sched_yield();
}
