/* echo_macros.c: the server of echo.c, by hand with cede/macros.h.
 *
 *     build/examples/echo_macros [PORT]       7000; 0 takes a free one and says which
 *
 * No generator: the frames are written out, the machine is the same. */
#include <cede.h>
#include <cede/macros.h>
#include <stdio.h>
#include <stdlib.h>

CEDE_FRAME(echo, cede_stream *s; ssize_t n; char buf[4096]; cede_hold cleanup;);
CEDE_DEFINE(echo, cede_read, cede_write_all, cede_stream_close);
CEDE_ASYNC(echo)
{
    CEDE_BEGIN;
    for (;;) {
        CEDE_AWAIT_INTO(f->n, cede_read, .s = f->s, .buf = f->buf, .n = sizeof f->buf);
        if (f->n <= 0)
            break;
        CEDE_AWAIT(cede_write_all, .s = f->s, .buf = f->buf, .n = (size_t)f->n);
        if (CEDE_RESULT(cede_write_all) < 0)
            break;
    }
CEDE_CLEANUP:                               /* cancelled or not, the stream is closed */
    CEDE_AWAIT(cede_stream_close, .s = f->s);
    CEDE_RETURN(0);                         /* a peer that goes away is no failure of the server */
    CEDE_END;
}

CEDE_FRAME(serve, int port; int err; int listens; cede_listener l; cede_stream *s; cede_group g; cede_hold cleanup;);
CEDE_DEFINE(serve, cede_listen_tcp, cede_accept, cede_stream_close, cede_listener_close);
CEDE_ASYNC(serve)
{
    CEDE_BEGIN;
    f->listens = 0;
    CEDE_AWAIT_INTO(f->err, cede_listen_tcp, .l = &f->l, .host = "127.0.0.1", .port = f->port);
    if (f->err < 0)
        CEDE_RETURN(f->err);
    f->listens = 1;
    printf("echo_macros: ready on 127.0.0.1:%d\n", cede_listener_port(&f->l));
    fflush(stdout);

    CEDE_GROUP (f->g) {
        for (;;) {
            CEDE_AWAIT_INTO(f->err, cede_accept, .l = &f->l, .out = &f->s);
            if (f->err < 0)
                break;                      /* lets the open connections finish */
            if (CEDE_TRY_SPAWN(&f->g, echo, .s = f->s) < 0)     /* out of memory: s is still ours */
                CEDE_AWAIT(cede_stream_close, .s = f->s);
        }
    } CEDE_FAILED (f->g) {
        f->err = cede_group_error(&f->g);
    } CEDE_GROUP_END (f->g);

CEDE_CLEANUP:
    if (f->listens)
        CEDE_AWAIT(cede_listener_close, .l = &f->l);
    CEDE_RETURN(f->err);
    CEDE_END;
}

int main(int argc, char **argv)
{
    return CEDE_MAIN(serve, .port = argc > 1 ? atoi(argv[1]) : 7000);
}
