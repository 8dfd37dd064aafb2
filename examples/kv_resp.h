/* kv_resp.h: the Redis protocol (RESP2) of kv.c: requests in, replies out.
 *
 * Plain C: it knows bytes, no streams and no tasks. */
#ifndef KV_RESP_H
#define KV_RESP_H

#include <stdbool.h>
#include <stddef.h>

/* ---- buffers ------------------------------------------------------------------------- */

/* Bytes that are appended at the end and leave at the beginning. All zero but for the
 * limit: empty. */
struct buffer {
    char *data;
    size_t n, capacity;
    size_t limit;               /* the most bytes it may hold */
    bool broken;                /* a put found no room: what it holds is of no use */
    bool ends;                  /* replies: the connection is to be closed behind them */
};

/* Makes room for n more bytes; false: the limit or the memory does not allow it. */
bool buffer_reserve(struct buffer *b, size_t n);
/* Drops the first n bytes, and memory that only a large request needed. */
void buffer_consume(struct buffer *b, size_t n);
void buffer_free(struct buffer *b);

/* ---- replies: appended; where there is no room the buffer is broken -------------------- */

void put(struct buffer *b, const void *data, size_t n);
void put_text(struct buffer *b, const char *text);
void put_number(struct buffer *b, char type, long long v);              /* ":12\r\n" */
void put_bulk(struct buffer *b, const char *data, size_t n);            /* "$2\r\nhi\r\n" */
void put_error(struct buffer *b, const char *text);                     /* "-ERR text\r\n" */

/* ---- requests ---------------------------------------------------------------------------- */

struct slice { char *data; size_t n; };

/* The arguments of a command. They lie in the bytes that were parsed, each with a '\0'
 * behind it. */
struct request {
    struct slice *argv;         /* free() it in the end */
    int argc, capacity;         /* argc 0: an empty request, which gets no reply */
    long long max_bulk;         /* the most bytes of an argument */
};

/* Parses the request that data begins with: an array of bulk strings, or a line as a
 * person types it.
 *
 *   returns    the bytes it takes; 0: not all of them are there
 *   error      set to what is wrong with it, in Redis' words; the connection is to be
 *              closed then */
size_t parse_request(struct request *r, char *data, size_t n, const char **error);

/* A decimal number as Redis takes it: no space, no plus, no leading zero. */
bool parse_number(const char *s, size_t n, long long *out);

#endif
