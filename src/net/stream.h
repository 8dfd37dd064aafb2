/* stream.h: what listeners and connects share with streams; not public. */
#ifndef CEDE_NET_STREAM_H
#define CEDE_NET_STREAM_H

#include <cede/stream.h>
#include "../loop/fd.h"
#include "kept.h"

struct cede_stream {
    cede_fd fd;
    cede__kept *kept;       /* null: nothing */
    uint64_t written;
};

/* A stream without a descriptor yet; null: no memory. */
cede_stream *cede__stream_new(cede_loop *loop);
/* Gives it a descriptor, which must be non-blocking, and watches it. 0, or a
 * negative errno, and the descriptor is still the caller's.
 *
 *   ready   CEDE__WRITABLE, or 0 while it is connecting */
int cede__stream_open(cede_loop *loop, cede_stream *s, int fd, int tcp, unsigned ready);
/* Frees it and closes its descriptor if it has one. Nobody may wait in it. */
void cede__stream_free(cede_loop *loop, cede_stream *s);

#endif
