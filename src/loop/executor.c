/* executor.c: a pool of threads for blocking calls; <cede/executor.h> says what for.
 *
 * In:   loops submit jobs, which lie in their tasks' frames.
 * Out:  a thread takes the first one and runs it; that posts its waker.
 *
 *     thread: started by submit ─> waits <─> runs a job ─> ends, when closing
 *
 * Always, under `lock`:
 *   1. a job is in the list from submit until a thread takes it or it is withdrawn;
 *   2. while jobs wait, no thread waits that was not signalled;
 *   3. there are `started` threads, in threads[0…]; `idle` of them wait, `busy` run a job.
 * Allocates one block when it is made; a submit may start a thread. */
#include "host.h"
#include "../core/check.h"
#include "../core/offload.h"
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct pool {
    cede_executor executor;         /* first: the cede_executor that loops see */
    cede_allocator memory;          /* where this block came from */
    pthread_mutex_t lock;
    pthread_cond_t work;            /* a job has come, or closing */
    cede_job *first, *last;
    unsigned queued, idle, busy, started, most;
    unsigned most_queued;           /* beyond those that a thread is free for; 0: any number */
    int closing;
    size_t stack_bytes;
    char name[12];
    pthread_t threads[];
} pool;

static pool *pool_of(cede_executor *e)
{
    return (pool *)(void *)e;
}

/* ---- threads ------------------------------------------------------------------------- */

/* note [why a loop counts who tells it]  A job that has run posts its waker and then
 * interrupts the loop's selector. In between the loop may have stepped the task, ended,
 * and been freed. So it is freed only when nobody is between these two lines. */
void cede_job_run(cede_job *job)
{
    cede__host *h = cede__host_of(job->waker.loop);
    if (h)
        atomic_fetch_add(&h->telling, 1);
    cede__job_call(job);
    if (h)
        atomic_fetch_sub(&h->telling, 1);
}

/* The next job, waited for; null: the pool closes. */
static cede_job *take(pool *p)
{
    cede_job *job;
    while (!p->first && !p->closing) {
        p->idle++;
        pthread_cond_wait(&p->work, &p->lock);
        p->idle--;
    }
    job = p->first;
    if (job) {
        cede__job_remove(&p->first, &p->last, job);
        p->queued--;
    }
    return job;
}

static void *run(void *arg)
{
    pool *p = arg;
    cede_job *job;

    pthread_mutex_lock(&p->lock);
    while ((job = take(p)) != NULL) {
        p->busy++;
        pthread_mutex_unlock(&p->lock);
        cede_job_run(job);
        pthread_mutex_lock(&p->lock);
        p->busy--;
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static int create(pool *p, pthread_t *thread)
{
    pthread_attr_t attributes;
    int err = pthread_attr_init(&attributes);
    if (err)
        return err;
    if (p->stack_bytes)
        err = pthread_attr_setstacksize(&attributes, p->stack_bytes);
    if (!err)
        err = pthread_create(thread, &attributes, run, p);
    pthread_attr_destroy(&attributes);
    return err;
}

/* Signals are for the threads that the program knows. 0, or a negative errno. */
static int start(pool *p)
{
    pthread_t *thread = &p->threads[p->started];
    char name[16];
    sigset_t all, before;
    int err;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    err = create(p, thread);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (err)
        return -err;
    p->started++;
    snprintf(name, sizeof name, "%s-%u", p->name, p->started % 1000);
    pthread_setname_np(*thread, name);
    return 0;
}

/* ---- what loops ask --------------------------------------------------------------------- */

static int full(const pool *p)
{
    return p->most_queued && p->queued >= p->started - p->busy + p->most_queued;
}

/* That no further thread can be started matters only where there is none. */
static int take_on(pool *p, cede_job *job)
{
    int err = 0;
    if (p->queued >= p->idle && p->started < p->most)
        err = start(p);
    if (!p->started)
        return err;
    if (full(p))
        return -EAGAIN;
    cede__job_add(&p->first, &p->last, job);
    p->queued++;
    pthread_cond_signal(&p->work);
    return 0;
}

static int submit(cede_executor *e, cede_job *job)
{
    pool *p = pool_of(e);
    int err;

    pthread_mutex_lock(&p->lock);
    err = take_on(p, job);
    pthread_mutex_unlock(&p->lock);
    return err;
}

static int withdraw(cede_executor *e, cede_job *job)
{
    pool *p = pool_of(e);
    int withdrawn;

    pthread_mutex_lock(&p->lock);
    withdrawn = job->queued;
    if (withdrawn) {
        cede__job_remove(&p->first, &p->last, job);
        p->queued--;
    }
    pthread_mutex_unlock(&p->lock);
    return withdrawn;
}

/* ---- life ---------------------------------------------------------------------------------- */

static void *heap_get(void *ctx, size_t size)
{
    (void)ctx;
    return malloc(size);
}

static void heap_put(void *ctx, void *block, size_t size)
{
    (void)ctx;
    (void)size;
    free(block);
}

/* A thread that blocks takes no processor: four even where there is one. */
static unsigned threads_of(const cede_executor_config *c)
{
    long n = c->threads ? (long)c->threads : sysconf(_SC_NPROCESSORS_ONLN);
    return c->threads || n > 4 ? (unsigned)n : 4;
}

static size_t size_of(unsigned threads)
{
    return sizeof (pool) + threads * sizeof (pthread_t);
}

int cede_executor_new(cede_executor **out, const cede_executor_config *config)
{
    static const cede_executor_config all_zero;
    const cede_executor_config *c = config ? config : &all_zero;
    cede_allocator memory = c->memory;
    unsigned threads = threads_of(c);
    pool *p;

    if (!memory.get)
        memory = (cede_allocator){ heap_get, heap_put, NULL };
    p = memory.get(memory.ctx, size_of(threads));
    if (!p)
        return -ENOMEM;
    memset(p, 0, sizeof *p);
    p->executor = (cede_executor){ submit, withdraw };
    p->memory = memory;
    p->most = threads;
    p->most_queued = c->queue;
    p->stack_bytes = c->stack_bytes;
    snprintf(p->name, sizeof p->name, "%s", c->name ? c->name : "cede");
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->work, NULL);
    *out = &p->executor;
    return 0;
}

void cede_executor_free(cede_executor *e)
{
    pool *p = pool_of(e);

    if (!e)
        return;
    pthread_mutex_lock(&p->lock);
    CEDE_CHECK(!p->first, "an executor is freed when it has no job");
    p->closing = 1;
    pthread_cond_broadcast(&p->work);
    pthread_mutex_unlock(&p->lock);
    for (unsigned i = 0; i < p->started; i++)
        pthread_join(p->threads[i], NULL);
    pthread_cond_destroy(&p->work);
    pthread_mutex_destroy(&p->lock);
    p->memory.put(p->memory.ctx, p, size_of(p->most));
}

unsigned cede_executor_threads(const cede_executor *e)
{
    pool *p = pool_of((cede_executor *)(uintptr_t)e);
    unsigned n;
    pthread_mutex_lock(&p->lock);
    n = p->started;
    pthread_mutex_unlock(&p->lock);
    return n;
}
