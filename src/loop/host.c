/* host.c: the hosted loop: what the core's turn asks of the machine, in which order.
 *
 *     idle    nothing is ready: wait in the selector for a descriptor, the next
 *             deadline, a posted waker or a signal; something is ready: only look,
 *             and not even that (no system call) where no descriptor is watched
 *     clock   once, after that
 *     steps   the core: what is due, then what is ready
 *
 * note [why a flood starves nobody]  A step does at most CEDE__BUDGET operations, and
 * a turn about CEDE__RUN_STEPS steps. The ready queue is first in, first out, and the
 * selector is asked in every turn. So a task whose descriptor has become ready is in
 * the queue after the turn that is on, behind at most as many as there are busy tasks;
 * with n of them it is stepped within n / CEDE__RUN_STEPS + 2 turns, whatever they do.
 *
 * Loop's thread, but for kick. Allocates in cede_loop_new, and the pool of threads with
 * the first offload. */
#include "host.h"
#include "../core/check.h"
#include "../core/timers.h"
#include "../debug/watcher.h"
#include "../core/watch.h"
#include <cede/instruments.h>
#include <cede/port.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- a turn ------------------------------------------------------------------- */

static cede_time clock_now(cede_loop *l)
{
    cede__host *h = (cede__host *)(void *)l;
    return h->clock ? h->clock(h->clock_ctx) : cede_port_clock();
}

/* From now, not from the turn's beginning: the steps may have taken long. */
static int64_t time_left(cede_loop *l, cede_time deadline)
{
    int64_t left_ns;
    if (l->ready.first || ((cede__host *)(void *)l)->only_looks)
        return 0;
    if (deadline.ns == CEDE_NEVER.ns)
        return -1;
    left_ns = deadline.ns - clock_now(l).ns;
    return left_ns > 0 ? left_ns : 0;
}

static void idle(cede_loop *l, cede_time deadline)
{
    cede__host *h = (cede__host *)(void *)l;
    if (!l->ready.first || h->watched) {
        h->waits++;
        h->selector->kind->wait(h->selector, time_left(l, deadline));
    }
    cede__signals_look(h);
}

static void kick(cede_loop *l)
{
    cede__host *h = (cede__host *)(void *)l;
    h->selector->kind->interrupt(h->selector);
}

/* ---- inside another loop -------------------------------------------------------- */

int cede_loop_fd(const cede_loop *l)
{
    const cede__selector *s = ((const cede__host *)(const void *)l)->selector;
    return s->kind->fd ? s->kind->fd(s) : -EOPNOTSUPP;
}

cede_duration cede_loop_timeout(cede_loop *l)
{
    cede_time next = l->ready.first || l->firing ? l->now : cede__timers_next(l);
    int64_t left_ns = time_left(l, next);
    return left_ns < 0 ? CEDE_FOREVER : CEDE__SPAN(left_ns);
}

const cede__loop_ops cede__host_ops = { .clock = clock_now, .idle = idle, .kick = kick };

/* ---- life ----------------------------------------------------------------------- */

static const cede__selector_kind *choose(const char *name)
{
    return cede__selector_find(name ? name : getenv("CEDE_SELECTOR"));
}

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

static const cede_allocator heap = { heap_get, heap_put, NULL };

/* So much is fetched from malloc at a time: the tasks of a thousand connections are
 * fetched by a few calls, and a small program takes no more than a thread's stack does. */
enum { CHUNK_BYTES = 64 * 1024 };

/* A loop has threads only when it has offloaded something. */
static int open_executor(cede_loop *l)
{
    cede__host *h = cede__host_of(l);
    cede_executor_config c = { .threads = h->threads, .memory = h->below };
    int err = cede_executor_new(&h->own_executor, &c);
    if (err == 0)
        h->offloads.executor = h->own_executor;
    return err;
}

static void close_executor(cede__host *h)
{
    cede_executor_free(h->own_executor);
    while (atomic_load(&h->telling))    /* one that others use, too: its threads go on */
        sched_yield();
}

/* The core's own says a number. */
static void say_failure(void *ctx, const char *function, int error)
{
    (void)ctx;
    fprintf(stderr, "cede: %s failed: %s\n", function, strerror(-error));
}

static void init(cede__host *h, const cede_loop_config *c, cede_allocator below)
{
    memset(h, 0, sizeof *h);
    h->below = below;
    h->clock = c->clock;
    h->clock_ctx = c->clock_ctx;
    h->leave_signals = c->leave_signals;
    h->bell.fd = -1;
    cede__ring_init(&h->starved);
    h->offloads.executor = c->executor;
    h->offloads.open = open_executor;
    h->offloads.limit = c->offload_limit;
    h->threads = c->offload_threads;
    cede__pool_init(&h->pool, heap, CHUNK_BYTES);
    cede__loop_init(&h->loop, &cede__host_ops,
                    c->memory.get ? c->memory : cede__pool_allocator(&h->pool));
    h->loop.offloads = &h->offloads;
    cede_loop_on_error(&h->loop, c->on_error ? c->on_error : say_failure, c->on_error_ctx);
    h->stop = (cede_waker){ .loop = &h->loop, .fire = cede__host_stop };
}

static void deinit(cede__host *h)
{
    cede_allocator below = h->below;
    cede__buffers_free(h);
    cede__pool_deinit(&h->pool);
    below.put(below.ctx, h, sizeof *h);
}

static int make(cede_loop **out, const cede_loop_config *c)
{
    const cede__selector_kind *kind = choose(c->selector);
    cede_allocator below = c->memory.get ? c->memory : heap;
    cede__host *h;
    int err;

    if (!kind)
        return -EINVAL;
    h = below.get(below.ctx, sizeof *h);
    if (!h)
        return -ENOMEM;
    init(h, c, below);
    err = kind->open(&h->selector, &h->loop);
    if (err < 0) {
        deinit(h);
        return err;
    }
    cede__debug_from_environment(&h->loop);
    *out = &h->loop;
    return 0;
}

static cede_loop_config defaults;

void cede_loop_set_defaults(const cede_loop_config *config)
{
    static const cede_loop_config all_zero;
    defaults = config ? *config : all_zero;
}

cede_loop_config cede_loop_defaults(void)
{
    return defaults;
}

int cede_loop_new(cede_loop **out, const cede_loop_config *config)
{
    const cede_loop_config *c = config ? config : &defaults;
    cede_loop *l;
    int err;

    if (c->factory)
        return c->factory(out, c, c->factory_ctx);
    err = make(&l, c);
    if (err < 0)
        return err;
    if (c->instruments)
        err = cede_instrument(l, c->instruments);
    if (err < 0)
        cede_loop_free(l);
    else
        *out = l;
    return err;
}

void cede_loop_free(cede_loop *l)
{
    cede__host *h;

    if (!l)
        return;
    h = cede__host_of(l);
    CEDE_CHECK(h, "cede_loop_free is for loops of cede_loop_new");
    cede__watch_close(l);
    CEDE_CHECK(!l->main && !l->tasks.running, "a loop is freed when it has no tasks: cede_loop_close ends them");
    close_executor(h);
    h->selector->kind->close(h->selector);
    deinit(h);
}

const char *cede_loop_selector(const cede_loop *l)
{
    return ((const cede__host *)(const void *)l)->selector->kind->name;
}

cede_loop_counts cede_loop_count(const cede_loop *l)
{
    cede_loop_counts n = { l->turns, l->steps, ((const cede__host *)(const void *)l)->waits };
    return n;
}
