/* echo.c: an echo server on libevent's events; the program receives and sends.
 *
 * The least that is correct for short messages: a peer that does not read is dropped. */
#include "listen.h"
#include <errno.h>
#include <event2/event.h>
#include <event2/event_struct.h>
#include <netinet/tcp.h>
#include <unistd.h>

static struct event_base *base;

static void echo(evutil_socket_t fd, short what, void *arg)
{
    struct event *e = arg;
    char buf[4096];
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    (void)what;
    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0 || send(fd, buf, (size_t)n, MSG_NOSIGNAL) != n) {
        event_del(e);
        close(fd);
        free(e);
    }
}

static void accept_all(evutil_socket_t listener, short what, void *arg)
{
    int fd, one = 1;
    (void)what;
    (void)arg;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        struct event *e = malloc(sizeof *e);
        if (!e)
            abort();
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        event_assign(e, base, fd, EV_READ | EV_PERSIST, echo, e);
        event_add(e, NULL);
    }
}

int main(void)
{
    struct event listener;
    base = event_base_new();
    if (!base)
        abort();
    event_assign(&listener, base, listen_somewhere(), EV_READ | EV_PERSIST, accept_all, NULL);
    event_add(&listener, NULL);
    return event_base_dispatch(base);
}
