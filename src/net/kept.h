/* kept.h: what a stream has received ahead of what was asked for.
 *
 * One buffer, which exists only while it holds bytes: an idle connection has none. It
 * begins as one that the loop lends, and doubles where more has to be kept.
 * Always: 0 <= start < end <= cap between two steps.
 * Loop's thread. Allocates from the loop's memory. */
#ifndef CEDE_NET_KEPT_H
#define CEDE_NET_KEPT_H

#include <stddef.h>
#include "../loop/host.h"

typedef struct cede__kept {
    size_t start, end, cap;
    unsigned char bytes[];
} cede__kept;

/* Of k, as a block of memory. */
static inline size_t cede__kept_size(const cede__kept *k)
{
    return sizeof *k + k->cap;
}

/* Null: nothing. */
static inline size_t cede__kept_bytes(const cede__kept *k)
{
    return k ? k->end - k->start : 0;
}

/* Gives the buffer back, if there is one. */
void cede__kept_drop(cede_loop *l, cede__kept **k);

/* Makes room for at least a byte at the end. 0: no memory, and nothing has changed. */
int cede__kept_room(cede_loop *l, cede__kept **k);

/* The first n bytes have been used. */
static inline void cede__kept_consume(cede_loop *l, cede__kept **place, size_t n)
{
    cede__kept *k = *place;
    if (!n)
        return;
    k->start += n;
    if (k->start == k->end)
        cede__kept_drop(l, place);
}

#endif
