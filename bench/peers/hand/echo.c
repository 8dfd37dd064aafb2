/* hand.c: an echo server by hand: epoll, and the least that is correct for short
 * messages. A peer that does not read is dropped: nothing is ever kept for it. */
#include "listen.h"
#include <errno.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { BATCH = 256 };

static void watch(int set, int fd)
{
    struct epoll_event in = { .events = EPOLLIN, .data.fd = fd };
    epoll_ctl(set, EPOLL_CTL_ADD, fd, &in);
}

static void accept_all(int set, int listener)
{
    int fd, one = 1;
    while ((fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        watch(set, fd);
    }
}

static void echo(int fd)
{
    char buf[4096];
    ssize_t n = recv(fd, buf, sizeof buf, 0);
    if (n < 0 && errno == EAGAIN)
        return;
    if (n <= 0 || send(fd, buf, (size_t)n, MSG_NOSIGNAL) != n)
        close(fd);
}

int main(void)
{
    int listener = listen_somewhere(), set = epoll_create1(0);
    struct epoll_event events[BATCH];

    watch(set, listener);
    for (;;) {
        int n = epoll_wait(set, events, BATCH, -1);
        for (int i = 0; i < n; i++)
            if (events[i].data.fd == listener)
                accept_all(set, listener);
            else
                echo(events[i].data.fd);
    }
}
