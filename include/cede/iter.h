/* iter.h: generators that are held.
 *
 *     cede_iter(int) *it = open_iter(numbers(10));
 *     int x;
 *     while (await(cede_next(it, &x)) > 0)
 *         …
 *
 * await_each goes over a generator's values in one place. Where they are wanted here and
 * there, from several generators in turn, or by another function, open_iter holds one:
 * until the end of the block in which it is declared, which closes it like a defer.
 * Freestanding; everything runs on the loop's thread. */
#ifndef CEDE_ITER_H
#define CEDE_ITER_H

#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A held generator of values of type T; always used by pointer. cedec compares the types.
 *
 *   lifetime   from open_iter to the end of its block, in the frame of that block */
#ifndef CEDE__CEDEC
#define cede_iter(T) struct cede_iter
#endif

/* Has the generator go on to its next value.
 *
 *   it         opened by this task
 *   value      where the value is stored: a T *
 *   returns    1: there is one; 0: the generator has ended; negative: it has ended with
 *              this error, or was unwound for this reason while it was awaited in an
 *              earlier call; -ENOMEM: there was no memory to open it. Once ended it gives
 *              the same again. -EBUSY: it waits for its own next value
 *   suspends   where the generator does
 *   cancel     takes effect in the generator, which has ended by then
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_next__args { cede_state cede__state; struct cede_iter *it; void *value; };
CEDE__FRAME cede_next__frame { cede_state cede__state; struct cede_iter *it; void *value; };
CEDE__LEAF(int, cede_next);
cede_async int cede_next(struct cede_iter *it, void *value);

#ifdef __cplusplus
}
#endif
#endif
