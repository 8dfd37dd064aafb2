/* echo.c: a server that sends back what it is sent; every connection is a task.
 *
 *     build/examples/echo [PORT]      7000; 0 takes a free one and says which
 *
 * Try it with `nc 127.0.0.1 7000`, as many at a time as you like. */
#include <cede.h>
#include <stdio.h>
#include <stdlib.h>

async int echo(cede_stream *s)
{
    char buf[4096];
    defer { await(cede_stream_close(s)); }

    for (;;) {
        ssize_t n = await(cede_read(s, buf, sizeof buf));
        if (n <= 0 || await(cede_write_all(s, buf, n)) < 0)
            return 0;                       /* a peer that goes away is no failure of the server */
    }
}

async int serve(int port)
{
    cede_listener l;
    int err = await(cede_listen_tcp(&l, "127.0.0.1", port));
    if (err < 0)
        return err;
    defer { await(cede_listener_close(&l)); }

    printf("echo: ready on 127.0.0.1:%d\n", cede_listener_port(&l));
    fflush(stdout);
    group (g) {
        for (;;) {
            cede_stream *s;
            err = await(cede_accept(&l, &s));
            if (err < 0)
                break;                      /* lets the open connections finish */
            if (spawn(g, echo(s)) < 0)      /* out of memory: s is still ours */
                await(cede_stream_close(s));
        }
    }
    return err;
}

int main(int argc, char **argv)
{
    return cede_main(serve(argc > 1 ? atoi(argv[1]) : 7000));
}
