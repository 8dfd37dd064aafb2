/* stream.h: connected byte streams: TCP and Unix sockets.
 *
 * A cede_stream comes from cede_accept, cede_connect_tcp, cede_connect_unix (net.h),
 * cede_stream_pair or cede_stream_wrap, belongs to the loop that made it, and lives
 * until cede_stream_close. One task may read it and one other may write it at the
 * same time; a second of either gets -EBUSY.
 *
 * What is common to all operations here:
 *   - A peer that resets or goes away is a result: 0 at the end of what it sent,
 *     -ECONNRESET, -EPIPE. SIGPIPE is never raised. EINTR and EAGAIN never come out.
 *   - Bytes that have left the kernel are never lost: what an operation that was
 *     cancelled, or found nothing yet, had already taken stays in the stream and is
 *     what the next one gets. An operation that could complete does, also when a
 *     cancel or a deadline has come meanwhile.
 *   - TCP streams have TCP_NODELAY set: what is written is sent at once. Put small
 *     pieces together before you write them.
 *   - A stream that other tasks read or write while it is closed: they get -EBADF.
 *   - They run in a task of the stream's loop; not in another thread. */
#ifndef CEDE_STREAM_H
#define CEDE_STREAM_H

#include <sys/types.h>
#include <cede/task.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct cede_stream cede_stream;

/* Reads what is there, up to n bytes; waits for the first.
 *
 *   buf, n     the caller's; must stay until the operation has ended; n at least 1
 *   returns    1…n bytes; 0: the peer has ended the stream; a negative errno
 *   suspends   when nothing is there, and now and then when there is always something
 *   cancel     takes effect while it waits; nothing has been read then
 *   owns       nothing
 *   context    task */
cede_async ssize_t cede_read(cede_stream *s, void *buf, size_t n);
CEDE__FRAME cede_read__args { cede_state cede__state; cede_stream *s; void *buf; size_t n; };
CEDE__FRAME cede_read__frame { cede_state state; cede_stream *s; void *buf; size_t n; };
CEDE__LEAF(ssize_t, cede_read);

/* Waits until bytes are there, and lends them: they lie in a buffer of the loop's, and
 * stay in the stream until cede_consume says that they are done with. Who waits holds no
 * buffer, so a connection that says nothing costs its task and its stream.
 *
 *   data       where the bytes lie, written when there are some; valid until the next
 *              read, peek, consume or close of this stream
 *   at_least   bytes to wait for; 0 counts as 1
 *   returns    how many lie there, at_least or more; 0: the stream ended, with nothing
 *              left; -ENODATA: it ended with fewer, which stay in the stream; -ENOMEM,
 *              nothing lost; another negative errno
 *   suspends   until the bytes are there, and now and then when there is always something
 *   cancel     takes effect while it waits; what has come stays in the stream
 *   owns       nothing; the stream has a buffer of 4 KB or twice at_least while it holds
 *              bytes
 *   context    task */
cede_async ssize_t cede_peek(cede_stream *s, const void **data, size_t at_least);
CEDE__FRAME cede_peek__args { cede_state cede__state; cede_stream *s; const void **data; size_t at_least; };
CEDE__FRAME cede_peek__frame { cede_state state; cede_stream *s; const void **data; size_t at_least; };
CEDE__LEAF(ssize_t, cede_peek);

/* The first n bytes of what cede_peek gave have been used; what is left is what the next
 * operation gets.
 *
 *   n          at most as many as cede_peek said; more stops the program
 *   context    the loop's thread */
void cede_consume(cede_stream *s, size_t n);

/* Reads exactly n bytes.
 *
 *   buf, n     written only when all n are there
 *   returns    n; 0: the stream ended before the first byte; -ENODATA: it ended in
 *              between, and the bytes that came stay in the stream; another negative errno
 *   suspends   until the bytes are there
 *   cancel     takes effect while it waits; what has come stays in the stream
 *   owns       a buffer in the stream that grows with what has come, up to n bytes
 *              and 4 KB; without memory for it -ENOMEM, nothing lost
 *   context    task */
cede_async ssize_t cede_read_exactly(cede_stream *s, void *buf, size_t n);
CEDE__FRAME cede_read_exactly__args { cede_state cede__state; cede_stream *s; void *buf; size_t n; };
CEDE__FRAME cede_read_exactly__frame { cede_state state; cede_stream *s; void *buf; size_t n; };
CEDE__LEAF(ssize_t, cede_read_exactly);

/* Reads up to the first delimiter, and it with them. What came behind it stays in
 * the stream for the next operation.
 *
 *   delimiter  a byte: '\n', '\0', …
 *   buf, n     written only when it was found; not terminated with '\0'
 *   returns    1…n bytes, the last one the delimiter; 0: the stream ended, with
 *              nothing left; -ENODATA: it ended without a delimiter, cede_read gives
 *              the rest; -EMSGSIZE: none in the first n bytes, which stay in the
 *              stream; another negative errno
 *   suspends   until the delimiter is there
 *   cancel     takes effect while it waits; what has come stays in the stream
 *   owns       a buffer in the stream as cede_read_exactly
 *   context    task */
cede_async ssize_t cede_read_until(cede_stream *s, int delimiter, void *buf, size_t n);
CEDE__FRAME cede_read_until__args {
    cede_state cede__state; cede_stream *s; int delimiter; void *buf; size_t n;
};
CEDE__FRAME cede_read_until__frame {
    cede_state state; cede_stream *s; int delimiter; void *buf; size_t n;
    size_t searched;        /* so many kept bytes are known to hold none */
};
CEDE__LEAF(ssize_t, cede_read_until);

/* Writes what the kernel takes at once, up to n bytes; waits until it takes some.
 *
 *   buf, n     as cede_read
 *   returns    1…n bytes, or a negative errno: -EPIPE, -ECONNRESET, …
 *   suspends   while the peer does not read fast enough
 *   cancel     takes effect while it waits; nothing has been written then
 *   context    task */
cede_async ssize_t cede_write(cede_stream *s, const void *buf, size_t n);
CEDE__FRAME cede_write__args { cede_state cede__state; cede_stream *s; const void *buf; size_t n; };
CEDE__FRAME cede_write__frame { cede_state state; cede_stream *s; const void *buf; size_t n; };
CEDE__LEAF(ssize_t, cede_write);

/* Writes all n bytes.
 *
 *   returns    0, or a negative errno, after which the stream is of no more use
 *   suspends   while the peer does not read fast enough
 *   cancel     takes effect while it waits; a part may have been written: ask
 *              cede_stream_written before and after where it matters
 *   context    task */
cede_async int cede_write_all(cede_stream *s, const void *buf, size_t n);
CEDE__FRAME cede_write_all__args { cede_state cede__state; cede_stream *s; const void *buf; size_t n; };
CEDE__FRAME cede_write_all__frame { cede_state state; cede_stream *s; const void *buf; size_t n; };
CEDE__LEAF(int, cede_write_all);

/* Tells the peer that nothing more will be written; reading goes on.
 *
 *   returns    0, or a negative errno: -ENOTCONN where the peer has reset
 *   suspends   not today; streams that have to say goodbye will
 *   context    task */
cede_async int cede_shutdown(cede_stream *s);
CEDE__FRAME cede_shutdown__args { cede_state cede__state; cede_stream *s; };
CEDE__FRAME cede_shutdown__frame { cede_state state; cede_stream *s; };
CEDE__LEAF(int, cede_shutdown);

/* Closes the stream and frees it. What was written goes out; what the peer sent and
 * nobody read is thrown away, and TCP then tells the peer with a reset.
 *
 *   s          null: nothing happens
 *   returns    0
 *   suspends   only while other tasks that wait in the stream leave it: one turn
 *   cancel     ignored: closing always comes to its end, and waits for no peer
 *   context    task */
cede_async int cede_stream_close(cede_stream *s);
CEDE__FRAME cede_stream_close__args { cede_state cede__state; cede_stream *s; };
CEDE__FRAME cede_stream_close__frame { cede_state state; cede_stream *s; };
CEDE__LEAF(int, cede_stream_close);

/* ---- making one of what is there --------------------------------------------- */

/* A stream over a connected socket that the caller has.
 *
 *   out        written on success
 *   fd         belongs to the stream on success, else stays the caller's; becomes
 *              non-blocking
 *   returns    0, -ENOTSOCK, -ENOMEM, or another negative errno
 *   context    task */
int cede_stream_wrap(CEDE_NOESCAPE cede_stream **out, int fd);

/* Two streams that are each other's peer, without an address: for tests, and for a
 * task that must be spoken to like a client.
 *
 *   returns    0, -ENOMEM, -EMFILE, or another negative errno
 *   context    task */
int cede_stream_pair(CEDE_NOESCAPE cede_stream **a, CEDE_NOESCAPE cede_stream **b);

/* ---- queries ------------------------------------------------------------------ */

/* Bytes that the kernel has taken since the stream was made. */
uint64_t cede_stream_written(const cede_stream *s);

/* Bytes that have been received and wait in the stream for the next operation. */
size_t cede_stream_kept(const cede_stream *s);

/* Its descriptor, for getsockopt and the like. Still the stream's: neither read,
 * write nor close it. */
int cede_stream_fd(const cede_stream *s);

#ifdef __cplusplus
}
#endif
#endif
