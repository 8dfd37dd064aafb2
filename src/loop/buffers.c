/* buffers.c: buffers of one size that a loop lends.
 *
 * Who waits for bytes holds none; who has got some holds one until they are used. So a
 * loop has as many as its connections have something to say at the same time, and a few
 * spare ones, since they are taken and given back at every message.
 * Loop's thread. Allocates from the loop's memory. */
#include "host.h"
#include <string.h>

/* Spare ones that are kept: what a turn of busy connections takes and gives back. */
enum { SPARE_MOST = 16 };

/* A spare one begins with the next one's address. */
static void *pop(cede__host *h)
{
    void *b = h->spare;
    memcpy(&h->spare, b, sizeof h->spare);
    h->n_spare--;
    return b;
}

/* Those that are lent count as blocks in use, spare ones do not. */
void *cede__buffer_get(cede__host *h)
{
    cede_loop *l = &h->loop;
    void *b = h->spare ? pop(h) : l->memory.get(l->memory.ctx, CEDE__BUFFER_BYTES);
    if (b) {
        l->blocks++;
        l->bytes += CEDE__BUFFER_BYTES;
    }
    return b;
}

void cede__buffer_put(cede__host *h, void *buffer)
{
    if (h->n_spare == SPARE_MOST) {
        cede__block_free(&h->loop, buffer, CEDE__BUFFER_BYTES);
        return;
    }
    h->loop.blocks--;
    h->loop.bytes -= CEDE__BUFFER_BYTES;
    memcpy(buffer, &h->spare, sizeof h->spare);
    h->spare = buffer;
    h->n_spare++;
}

void cede__buffers_free(cede__host *h)
{
    while (h->spare)
        h->loop.memory.put(h->loop.memory.ctx, pop(h), CEDE__BUFFER_BYTES);
}
