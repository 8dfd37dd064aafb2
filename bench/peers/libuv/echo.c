/* libuv.c: an echo server on libuv.
 *
 *     libuv [write]
 *
 * Answers with uv_try_write, libuv's fast way, and what that leaves over with uv_write;
 * `write`: with uv_write always, as its manual's echo server does. Reads into one
 * buffer for all connections, so that an idle one has none. */
#include "listen.h"
#include <uv.h>

static int always_write;
static char shared[65536];

static void no_memory(void)
{
    fprintf(stderr, "libuv: no memory\n");
    exit(1);
}

static void lend(uv_handle_t *h, size_t suggested, uv_buf_t *buf)
{
    (void)h;
    (void)suggested;
    *buf = uv_buf_init(shared, sizeof shared);
}

static void closed(uv_handle_t *h)
{
    free(h);
}

typedef struct request {
    uv_write_t write;
    char bytes[];
} request;

static void written(uv_write_t *w, int status)
{
    (void)status;
    free(w);
}

/* The bytes are copied: `shared` is read into again before they have gone. */
static void write_later(uv_stream_t *s, const char *bytes, size_t n)
{
    request *r = malloc(sizeof *r + n);
    uv_buf_t buf;
    if (!r)
        no_memory();
    memcpy(r->bytes, bytes, n);
    buf = uv_buf_init(r->bytes, (unsigned)n);
    uv_write(&r->write, s, &buf, 1, written);
}

static void received(uv_stream_t *s, ssize_t n, const uv_buf_t *buf)
{
    uv_buf_t answer = uv_buf_init(buf->base, n > 0 ? (unsigned)n : 0);
    int sent = 0;
    if (n < 0) {
        uv_close((uv_handle_t *)s, closed);
        return;
    }
    if (!always_write)
        sent = uv_try_write(s, &answer, 1);
    if (sent == UV_EAGAIN)
        sent = 0;
    if (sent < 0)
        uv_close((uv_handle_t *)s, closed);
    else if (sent < n)
        write_later(s, buf->base + sent, (size_t)(n - sent));
}

static void connected(uv_stream_t *listener, int status)
{
    uv_tcp_t *s = malloc(sizeof *s);
    if (!s)
        no_memory();
    uv_tcp_init(listener->loop, s);
    if (status < 0 || uv_accept(listener, (uv_stream_t *)s) < 0) {
        uv_close((uv_handle_t *)s, closed);
        return;
    }
    uv_tcp_nodelay(s, 1);
    uv_read_start((uv_stream_t *)s, lend, received);
}

int main(int argc, char **argv)
{
    uv_loop_t *loop = uv_default_loop();
    uv_tcp_t listener;

    always_write = argc > 1 && !strcmp(argv[1], "write");
    uv_tcp_init(loop, &listener);
    uv_tcp_open(&listener, listen_somewhere());
    uv_listen((uv_stream_t *)&listener, SOMAXCONN, connected);
    return uv_run(loop, UV_RUN_DEFAULT);
}
