/* guard.c: pages that nobody may touch: mistakes that debug mode catches in the act, and
 * that cost nothing to look for.
 *
 *     first page     where a loop's ready queue ends while its thread waits: a wake-up by
 *                    another thread is written there
 *     second page    where the rings of primitives point that were deinited: who awaits
 *                    one, or sets it, goes there
 *
 * The handler of SIGSEGV says which it was, prints the C stack of who did it, and of the
 * loop's thread, and aborts. Other faults are left to the handler there was before.
 * Always: the pages stay until the process ends, and the handler unless somebody sets another.
 * Any thread. The handler allocates nothing and calls write(2). */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <cede/port.h>
#include "../core/check.h"
#include "../core/dump.h"
#include "../core/self.h"
#include "debug.h"

enum { LOOPS = 64, APART = 64 };        /* bytes from one loop's place to the next */

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char *pages;                     /* null: there are none */
static size_t page;
static struct sigaction before;
static _Atomic(cede__debug *) loops[LOOPS];

static void say_piece(void *ctx, const char *text)
{
    (void)ctx;
    cede_port_say(text);
}

static const cede__out to_stderr = { say_piece, NULL };

static void say_own_stack(void)
{
    void *stack[CEDE__STACK];
    cede__stack_say(stack, cede__stack(stack, CEDE__STACK));
}

static void wrong_thread(const cede__debug *d)
{
    cede__say("a task was woken by another thread than its loop's; cede_wake_threadsafe and what isr.h", (char *)0);
    cede__say("  makes of it may be called there. The thread that did it:", (char *)0);
    say_own_stack();
    cede__say("the loop's thread, which waits:", (char *)0);
    cede__stack_say(d->stack, d->depth);
    cede__say("its tasks:", (char *)0);
    cede__dump(to_stderr, d->loop, NULL);
}

static void dead_primitive(void)
{
    cede__say("a primitive is used that was deinited; by:", (char *)0);
    say_own_stack();
    if (!cede__self.task)
        return;
    cede__say("in the task:", (char *)0);
    cede__put_task(to_stderr, cede__self.loop, cede__self.task);
}

/* Another fault comes again, to who was there before. */
static void fault(int sig, siginfo_t *info, void *context)
{
    const char *at = info->si_addr;
    cede__debug *d = NULL;
    (void)context;
    if (at < pages || at >= pages + 2 * page) {
        sigaction(sig, &before, NULL);
        return;
    }
    if (at < pages + page && (size_t)(at - pages) / APART < LOOPS)
        d = atomic_load(&loops[(at - pages) / APART]);
    if (d)
        wrong_thread(d);
    else
        dead_primitive();
    abort();
}

static void map(void)
{
    void *at, *stack[1];
    page = (size_t)sysconf(_SC_PAGESIZE);
    at = mmap(NULL, 2 * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (at != MAP_FAILED)
        pages = at;
    cede__stack(stack, 1);
}

/* Somebody may have taken it away since the last loop. */
static void handle(void)
{
    struct sigaction now, ours = { .sa_sigaction = fault, .sa_flags = SA_SIGINFO | SA_NODEFER };
    sigemptyset(&ours.sa_mask);
    if (sigaction(SIGSEGV, NULL, &now) == 0 && now.sa_sigaction != fault) {
        before = now;
        sigaction(SIGSEGV, &ours, NULL);
    }
}

int cede__guard_open(void)
{
    pthread_mutex_lock(&lock);
    if (!pages)
        map();
    if (pages)
        handle();
    pthread_mutex_unlock(&lock);
    return pages != NULL;
}

/* In the middle: who goes there looks at what lies before and behind. */
cede_link *cede__guard_dead(void)
{
    return (cede_link *)(void *)(pages + page + page / 2);
}

cede_task **cede__guard_enter(cede__debug *d)
{
    for (int i = 0; pages && d->slot < 0 && i < LOOPS; i++) {
        cede__debug *none = NULL;
        if (atomic_compare_exchange_strong(&loops[i], &none, d))
            d->slot = i;
    }
    return d->slot < 0 ? NULL : (cede_task **)(void *)(pages + d->slot * APART);
}

void cede__guard_leave(cede__debug *d)
{
    if (d->slot >= 0)
        atomic_store(&loops[d->slot], NULL);
    d->slot = -1;
}
