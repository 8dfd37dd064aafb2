/* test_selector.c: the promises of selector.h, of each mechanism alone. */
#include "../net/net.h"
#include <limits.h>
#include <pthread.h>
#include <sys/socket.h>
#include "../../src/selector/selector.h"

/* A selector, and a pair of sockets of which one end is watched. */
typedef struct fixture {
    cede_loop *memory;
    cede__selector *s;
    cede_fd watched;
    int far;
} fixture;

static fixture begin(void **state, unsigned flags)
{
    const cede__selector_kind *kind = cede__selector_find(*state);
    fixture f = { 0 };
    int fds[2];
    assert_int_equal(cede_loop_new(&f.memory, NULL), 0);
    assert_int_equal(kind->open(&f.s, f.memory), 0);
    assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds), 0);
    f.watched = (cede_fd){ .fd = fds[0], .flags = (unsigned char)(CEDE__FD_ALWAYS | flags) };
    f.far = fds[1];
    return f;
}

static void end(fixture *f)
{
    close(f->watched.fd);
    if (f->far >= 0)
        close(f->far);
    f->s->kind->close(f->s);
    cede_loop_free(f->memory);
}

#define ADD(f) assert_int_equal((f).s->kind->add((f).s, &(f).watched), 0)
#define LOOK(f) (f).s->kind->wait((f).s, 0)
#define READABLE(f) ((f).watched.ready & CEDE__READABLE)

static void send_byte(int fd)
{
    assert_int_equal(write(fd, "!", 1), 1);
}

static void what_arrives_before_and_after_it_is_added_is_reported(void **state)
{
    fixture f = begin(state, 0);
    char c;
    send_byte(f.far);
    ADD(f);
    LOOK(f);
    assert_true(READABLE(f));
    assert_int_equal(read(f.watched.fd, &c, 1), 1);
    f.watched.ready = 0;
    LOOK(f);
    assert_false(READABLE(f));
    send_byte(f.far);
    LOOK(f);
    assert_true(READABLE(f));
    end(&f);
}

static void what_was_removed_is_not_reported(void **state)
{
    fixture f = begin(state, 0);
    ADD(f);
    LOOK(f);
    f.s->kind->remove(f.s, &f.watched);
    f.watched.ready = 0;
    send_byte(f.far);
    LOOK(f);
    assert_int_equal(f.watched.ready, 0);
    end(&f);
}

static void a_peer_that_has_gone_makes_it_readable(void **state)
{
    fixture f = begin(state, CEDE__FD_SHORT_IS_EMPTY);
    ADD(f);
    LOOK(f);
    assert_false(READABLE(f));
    close(f.far);
    f.far = -1;
    LOOK(f);
    assert_true(READABLE(f));
    /* From now on edges do not come again, so a short read proves nothing. */
    if (!strcmp(*state, "epoll"))
        assert_false(f.watched.flags & CEDE__FD_SHORT_IS_EMPTY);
    end(&f);
}

static void many_may_be_added_and_removed_in_any_order(void **state)
{
    enum { MANY = 100 };
    fixture f = begin(state, 0);
    static cede_fd many[MANY];
    int fds[MANY][2];
    for (int i = 0; i < MANY; i++) {
        assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, fds[i]), 0);
        many[i] = (cede_fd){ .fd = fds[i][0], .flags = CEDE__FD_ALWAYS };
        assert_int_equal(f.s->kind->add(f.s, &many[i]), 0);
        send_byte(fds[i][1]);
    }
    for (int i = 0; i < MANY; i += 3)
        f.s->kind->remove(f.s, &many[i]);
    LOOK(f);
    for (int i = 0; i < MANY; i++)
        assert_int_equal(many[i].ready & CEDE__READABLE, i % 3 ? CEDE__READABLE : 0);
    for (int i = MANY - 1; i >= 0; i--)
        if (i % 3)
            f.s->kind->remove(f.s, &many[i]);
    for (int i = 0; i < MANY; i++) {
        close(fds[i][0]);
        close(fds[i][1]);
    }
    end(&f);
}

static void an_interrupt_before_the_wait_is_remembered(void **state)
{
    fixture f = begin(state, 0);
    for (int i = 0; i < 100000; i++)    /* more than a pipe holds */
        f.s->kind->interrupt(f.s);
    f.s->kind->wait(f.s, -1);
    end(&f);
}

static void *interrupter(void *arg)
{
    cede__selector *s = arg;
    s->kind->interrupt(s);
    return NULL;
}

static void a_thread_interrupts_a_wait(void **state)
{
    fixture f = begin(state, 0);
    pthread_t thread;
    for (int i = 0; i < 20; i++) {
        assert_int_equal(pthread_create(&thread, NULL, interrupter, f.s), 0);
        f.s->kind->wait(f.s, -1);
        pthread_join(thread, NULL);
    }
    end(&f);
}

static void waits_are_rounded_up_and_never_overflow(void **state)
{
    (void)state;
    assert_int_equal(cede__selector_ms(-1), -1);
    assert_int_equal(cede__selector_ms(0), 0);
    assert_int_equal(cede__selector_ms(1), 1);
    assert_int_equal(cede__selector_ms(1000000), 1);
    assert_int_equal(cede__selector_ms(1000001), 2);
    assert_int_equal(cede__selector_ms(INT64_MAX), INT_MAX);
}

static void a_selector_is_found_by_name(void **state)
{
    (void)state;
    assert_string_equal(cede__selector_find(NULL)->name, "epoll");
    assert_string_equal(cede__selector_find("")->name, "epoll");
    assert_string_equal(cede__selector_find("poll")->name, "poll");
    assert_null(cede__selector_find("epol"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        NET_TEST(what_arrives_before_and_after_it_is_added_is_reported),
        NET_TEST(what_was_removed_is_not_reported),
        NET_TEST(a_peer_that_has_gone_makes_it_readable),
        NET_TEST(many_may_be_added_and_removed_in_any_order),
        NET_TEST(an_interrupt_before_the_wait_is_remembered),
        NET_TEST(a_thread_interrupts_a_wait),
        cmocka_unit_test(waits_are_rounded_up_and_never_overflow),
        cmocka_unit_test(a_selector_is_found_by_name),
    };
    return cmocka_run_group_tests(tests, net_warm_up, NULL);
}
