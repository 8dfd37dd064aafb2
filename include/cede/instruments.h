/* instruments.h: what a loop's tasks do, told as they do it.
 *
 *     static void made(cede_instruments *i, cede_task *t, cede_task *by)
 *     {
 *         printf("%s was started\n", cede_task_name(t));
 *     }
 *
 *     static cede_instruments watch = { .made = made };
 *     cede_instrument(cede_loop_current(), &watch);
 *
 * A loop without instruments has not an instruction more for them: one with instruments
 * has another runner, and remembers each of its tasks in a table over malloc. Debug mode
 * (debug.h) is instruments, too. Hosted; everything runs on the loop's thread. */
#ifndef CEDE_INSTRUMENTS_H
#define CEDE_INSTRUMENTS_H

#include <cede/loop.h>
#include <cede/task.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Functions that are called between steps; null ones are not. They may wake, cancel and
 * spawn, and look at the task: its name, its state, where it waits. What several hear of
 * they hear in the order they were set.
 *
 *   lifetime   from cede_instrument to cede_uninstrument or the loop's end; the caller's
 *              memory. The loop of cede_run and a simulated one end with their run. They
 *              may be those of several loops, whose threads then call them */
typedef struct cede_instruments cede_instruments;
struct cede_instruments {
    /* A task was made; its first step comes later. This is where each one is seen, also
     * detached and main tasks: what asyncio's task factory is for.
     *
     *   by         the task whose step, now over, has made it; null: no task */
    void (*made)(cede_instruments *i, cede_task *t, cede_task *by);

    /* It waited, and is ready.
     *
     *   by         in whose step that was done, itself where it gave way; null: by time, a
     *              descriptor, an interrupt, another thread, a call */
    void (*woken)(cede_instruments *i, cede_task *t, cede_task *by);

    /* It is about to be stepped.
     *
     *   step       1: for the first time; counted since it was made or instruments were set */
    void (*resumed)(cede_instruments *i, cede_task *t, unsigned long step);

    /* That step is over, and it has not ended: cede_task_where says where it waits. */
    void (*suspended)(cede_instruments *i, cede_task *t);

    /* Its function has ended; it may be freed behind this.
     *
     *   result     what cede_join would give */
    void (*ended)(cede_instruments *i, cede_task *t, int result);

    /* Nobody has it any more, and its memory is given back. */
    void (*freed)(cede_instruments *i, cede_task *t);

    /* The loop has ended; its tasks and descriptors are as they were left. `i` is the caller's
     * again. Not called by cede_uninstrument. */
    void (*closed)(cede_instruments *i);
};

/* Sets instruments, beside those that are set. Tasks that are there already were not told
 * to be made; all else is told of them. They begin with the loop's next turn.
 *
 *   returns    0; -EALREADY: it is set; -ENOMEM
 *   context    task, or the loop's thread */
int cede_instrument(cede_loop *l, cede_instruments *i);

/* Takes them away; nothing happens where they are not set.
 *
 *   context    task, or the loop's thread; not in a function of instruments */
void cede_uninstrument(cede_loop *l, cede_instruments *i);

/* A place for a pointer of yours with each task, null at first; there until `freed`.
 *
 *   returns    null: the task's loop has no instruments, or had no memory for it */
void **cede_task_data(cede_task *t);

#ifdef __cplusplus
}
#endif
#endif
