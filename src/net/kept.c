/* kept.c: see kept.h. */
#include "kept.h"
#include <string.h>

void cede__kept_drop(cede_loop *l, cede__kept **place)
{
    cede__kept *k = *place;
    *place = NULL;
    if (!k)
        return;
    if (cede__kept_size(k) == CEDE__BUFFER_BYTES)
        cede__buffer_put(cede__host_of(l), k);
    else
        cede__block_free(l, k, cede__kept_size(k));
}

/* Empty, with room for the rest of `size` bytes; null: no memory. */
static cede__kept *empty(void *block, size_t size)
{
    cede__kept *k = block;
    if (k)
        *k = (cede__kept){ .cap = size - sizeof *k };
    return k;
}

/* Twice as large, with the same bytes; null: no memory. */
static cede__kept *larger(cede_loop *l, const cede__kept *old)
{
    size_t size = 2 * cede__kept_size(old);
    cede__kept *k = size > cede__kept_size(old) ? empty(cede__block_new(l, size), size) : NULL;
    if (!k)
        return NULL;
    k->end = cede__kept_bytes(old);
    memcpy(k->bytes, old->bytes + old->start, k->end);
    return k;
}

static int grow(cede_loop *l, cede__kept **place)
{
    cede__kept *k = larger(l, *place);
    if (!k)
        return 0;
    cede__kept_drop(l, place);
    *place = k;
    return 1;
}

int cede__kept_room(cede_loop *l, cede__kept **place)
{
    cede__kept *k = *place;
    if (!k) {
        *place = empty(cede__buffer_get(cede__host_of(l)), CEDE__BUFFER_BYTES);
        return *place != NULL;
    }
    if (k->end < k->cap)
        return 1;
    if (k->start == 0)
        return grow(l, place);
    memmove(k->bytes, k->bytes + k->start, k->end - k->start);
    k->end -= k->start;
    k->start = 0;
    return 1;
}
