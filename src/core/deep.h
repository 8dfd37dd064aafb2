/* deep.h: how large a block is. */
#ifndef CEDE_DEEP_H
#define CEDE_DEEP_H

#include <cede/frame.h>

/* cede__deep without a call where the compiler knew it. */
static inline unsigned cede__deep_of(const cede_fn *fn)
{
    return fn->deep ? fn->deep : cede__deep(fn);
}

/* Where callee i's frame lies in one of fn: behind what is alive there, frames of
 * generators included. */
unsigned cede__callee_at(const cede_fn *fn, unsigned i);

#endif
