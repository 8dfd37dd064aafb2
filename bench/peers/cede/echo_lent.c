/* lent.c: examples/echo.c without a buffer of its own: what arrives is sent back from
 * where the loop has received it.
 *
 *     PROGRAM PORT */
#include <cede.h>
#include <stdio.h>
#include <stdlib.h>

static async int echo(cede_stream *s)
{
    const void *data;
    ssize_t n;
    defer { await(cede_stream_close(s)); }

    while ((n = await(cede_peek(s, &data, 1))) > 0 && await(cede_write_all(s, data, n)) == 0)
        cede_consume(s, n);
    return 0;
}

static async int serve(int port)
{
    cede_listener l;
    cede_stream *s;
    int err = await(cede_listen_tcp(&l, "127.0.0.1", port));
    if (err < 0)
        return err;
    defer { await(cede_listener_close(&l)); }

    printf("echo: ready on 127.0.0.1:%d\n", cede_listener_port(&l));
    fflush(stdout);
    group (g) {
        while ((err = await(cede_accept(&l, &s))) == 0)
            if (spawn(g, echo(s)) < 0)
                await(cede_stream_close(s));
    }
    return err;
}

int main(int argc, char **argv)
{
    return cede_main(serve(argc > 1 ? atoi(argv[1]) : 0));
}
