/* loop_core.h: the state of a loop as the core sees it.
 *
 * Whoever owns a loop (the hosted one, the simulated one, a chip's) begins its own
 * struct with a cede_loop and lends it a clock and a way to idle. The core does the
 * rest: what is ready, what is due, who belongs to whom.
 *
 * Always:
 *   1. a task is in the ready queue exactly while CEDE__READY is set, and once;
 *   2. a timer is in `timers` exactly while its await or its block is on;
 *   3. every task that has not ended is in a group that ends up in `tasks`: the
 *      loop's own, or one in the frame of a task that is;
 *   4. but for `posted`, everything is read and written on the loop's thread only.
 * Never allocates but with `memory`, and only tasks and boxes. */
#ifndef CEDE_LOOP_CORE_H
#define CEDE_LOOP_CORE_H

#include <cede/frame.h>
#include <cede/loop.h>
#include <cede/task.h>

#ifdef CEDE_TIMER_HEAP
/* Earliest first; timer_heap.c. */
typedef struct cede__timers {
    cede_timer *root;
    uint32_t seq;           /* of the next timer */
    unsigned count;
} cede__timers;
#else
enum { CEDE__WHEEL_LEVELS = 11, CEDE__WHEEL_SLOTS = 64, CEDE__WHEEL_LISTS = 3 };
/* By levels of slots; timer_wheel.c. */
typedef struct cede__timers {
    uint64_t base;          /* up to here everything is due */
    unsigned levels;        /* a bit for each that holds a timer */
    unsigned count;
    uint64_t used[CEDE__WHEEL_LEVELS + 1];      /* a bit for each slot that does */
    cede_link slots[CEDE__WHEEL_LEVELS * CEDE__WHEEL_SLOTS + CEDE__WHEEL_LISTS];
} cede__timers;
#endif

/* What the owner lends. All run on the loop's thread but for kick. */
typedef struct cede__loop_ops {
    /* The monotonic clock. */
    cede_time (*clock)(cede_loop *l);
    /* Waits until `deadline` or until something has happened, and makes the tasks ready
     * that it has happened to. A deadline of l->now or before: only looks. CEDE_NEVER:
     * there is none. May return early. */
    void (*idle)(cede_loop *l, cede_time deadline);
    /* A waker was posted: an idle that waits shall return, one that begins shall not
     * wait. Any thread, or an interrupt. */
    void (*kick)(cede_loop *l);
    /* Puts the tasks that are about to be stepped, each once in this turn, in another
     * order; null: first in, first out, and a turn is a number of steps. */
    cede_task *(*order)(cede_loop *l, cede_task *first);
    /* After each step of a task that has not ended by it; null: nothing. */
    void (*stepped)(cede_loop *l, cede_task *t);
} cede__loop_ops;

struct cede_loop {
    cede__queue ready;                  /* first: frame.h finds it there */
    const cede__loop_ops *ops;
    void (*run)(cede_loop *l);          /* of run.c: steps what is ready */
    struct cede__watch *watch;          /* watch.h; null: nobody watches */
    cede_task **seen;                   /* of the queue by who watches */
    cede_time now;                      /* set once a turn */
    cede_group tasks;                   /* its own group: main, detached and static tasks */
    cede_task *main;                    /* kept until cede__loop_outcome has asked it */
    struct cede_waker *posted;          /* last first; any thread */
    struct cede_waker *firing;          /* taken from it, first first */
    struct cede__offloads *offloads;    /* offload.h; null: it has no executor */
    cede_allocator memory;
    cede_error_handler *on_error;
    void *on_error_ctx;
    unsigned blocks;                    /* of memory, in use */
    size_t bytes;
    unsigned long steps, turns;
    cede__timers timers;                /* last: it may be large */
};

/* Makes a loop; it stays where it is. Its clock is read once. */
void cede__loop_init(cede_loop *l, const cede__loop_ops *ops, cede_allocator memory);

/* Makes l the loop of this thread (null: none), and gives the one it was before. */
cede_loop *cede__loop_enter(cede_loop *l);

/* One turn: idles until something is to do, then makes ready what is due and steps
 * what is ready. */
void cede__loop_turn(cede_loop *l);

/* Turns until the main task, which a CEDE__ARM_RUN has made, has ended. */
void cede__loop_run_main(cede_loop *l);

/* Cancels what is left in the loop's own group, and turns until it has ended. */
void cede__loop_finish(cede_loop *l);

/* Of the main task, once ended: its int result (0 for others), or why it was unwound;
 * then its block is gone. -ENOMEM where there was none. */
int cede__loop_outcome(cede_loop *l);

/* The name of the main task's function; null: it could not be made. */
const char *cede__loop_main_name(const cede_loop *l);

/* Blocks of the loop's memory; null: none. size: the same in both. */
static inline void *cede__block_new(cede_loop *l, size_t size)
{
    void *block = l->memory.get(l->memory.ctx, size);
    if (block) {
        l->blocks++;
        l->bytes += size;
    }
    return block;
}

static inline void cede__block_free(cede_loop *l, void *block, size_t size)
{
    l->blocks--;
    l->bytes -= size;
    l->memory.put(l->memory.ctx, block, size);
}

/* Hands a failure to the error handler. */
void cede__report(cede_loop *l, const char *function, int error);

#endif
