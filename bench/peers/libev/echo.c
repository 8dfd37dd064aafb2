/* echo.c: an echo server on libev; it watches, the program receives and sends.
 *
 * The least that is correct for short messages: a peer that does not read is dropped. */
#include "listen.h"
#include <errno.h>
#include <ev.h>
#include <netinet/tcp.h>
#include <unistd.h>

static void echo(struct ev_loop *loop, ev_io *w, int events)
{
    char buf[4096];
    ssize_t n = recv(w->fd, buf, sizeof buf, 0);
    (void)events;
    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0 || send(w->fd, buf, (size_t)n, MSG_NOSIGNAL) != n) {
        ev_io_stop(loop, w);
        close(w->fd);
        free(w);
    }
}

static void accept_all(struct ev_loop *loop, ev_io *listener, int events)
{
    int fd, one = 1;
    (void)events;
    while ((fd = accept4(listener->fd, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        ev_io *w = malloc(sizeof *w);
        if (!w)
            abort();
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        ev_io_init(w, echo, fd, EV_READ);
        ev_io_start(loop, w);
    }
}

int main(void)
{
    struct ev_loop *loop = ev_default_loop(0);
    ev_io listener;
    ev_io_init(&listener, accept_all, listen_somewhere(), EV_READ);
    ev_io_start(loop, &listener);
    ev_run(loop, 0);
    return 0;
}
