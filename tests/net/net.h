/* net.h: what tests of streams and listeners share.
 *
 * Each test runs with every selector, on a real loop and real sockets of the loopback:
 * no fixed port, no sleep; teardown proves that no descriptor is left. */
#ifndef TESTS_NET_H
#define TESTS_NET_H

#define CEDE__GENERATED 1       /* the words that start tasks are real: no generator here */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cede.h>
#include "loop_core.h"
#include "../support/hand.h"

/* async int f(C *c): what it keeps lies in *c. Room for the largest operation. */
#define NET_HAND(f, C) HAND(f, C *c;, int unwound;, 192)

/* Waits for a group's tasks, in a FINALLY; a failure among them unwinds nothing. */
#define NET_GROUP_END(g) \
    HAND_WAIT(cede__group_wait((g), t)); \
    if (s != CEDE_UNWOUND) \
        cede__group_pop(t, (g)); \
    else if (!cede__group_takes(t, (g))) \
        self->unwound = 1; \
    cede__group_end(g)

static char net_epoll[] = "epoll", net_poll[] = "poll";

#define NET_TEST(f) \
    cmocka_unit_test_prestate(f, net_epoll), cmocka_unit_test_prestate(f, net_poll)

/* Descriptors of this process. */
static inline int net_descriptors(void)
{
    int n = 0;
    for (int fd = 0; fd < 256; fd++)
        n += fcntl(fd, F_GETFD) >= 0;
    return n;
}

/* Blocks of the loop's memory in use, but for the selector's own: a test begins and
 * ends with none. */
static inline unsigned loop_blocks(cede_loop *l)
{
    return l->blocks - (strcmp(cede_loop_selector(l), "poll") ? 1u : 3u);
}

NET_HAND(net_nothing, int)
{
    HAND_BEGIN(net_nothing);
    HAND_AWAIT0(cede_yield);
    HAND_FINALLY();
    HAND_END(net_nothing, 0);
}
HAND_DEFINE(net_nothing, (int *c), c)

/* The first run makes the descriptors that the process keeps for signals. */
static inline int net_warm_up(void **state)
{
    (void)state;
    return cede_run(net_nothing(NULL));
}

static inline cede_loop *net_loop(void **state)
{
    cede_loop_config config = { .selector = *state };
    cede_loop *loop;
    assert_int_equal(cede_loop_new(&loop, &config), 0);
    assert_string_equal(cede_loop_selector(loop), *state);
    return loop;
}

#endif
