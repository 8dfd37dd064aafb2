/* posix.c: the port for hosted programs on POSIX systems.
 *
 * Any thread. Never allocates. The atomics are the compiler's: what they work on lies
 * in structs of public headers, which know no _Atomic. */
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <cede/port.h>
#include <cede/task.h>

void cede_port_say(const char *text)
{
    size_t n = strlen(text);
    ssize_t written = write(2, text, n);
    (void)written;
}

void cede_port_stop(void)
{
    abort();
}

uint8_t cede_port_raise(uint8_t *flag)
{
    return __atomic_exchange_n(flag, 1, __ATOMIC_ACQ_REL);
}

void cede_port_lower(uint8_t *flag)
{
    __atomic_exchange_n(flag, 0, __ATOMIC_ACQ_REL);
}

uint8_t cede_port_raised(uint8_t *flag)
{
    return __atomic_load_n(flag, __ATOMIC_ACQUIRE);
}

void cede_port_push(cede_waker **head, cede_waker *w)
{
    cede_waker *first = __atomic_load_n(head, __ATOMIC_RELAXED);
    do
        w->next = first;
    while (!__atomic_compare_exchange_n(head, &first, w, 1, __ATOMIC_RELEASE, __ATOMIC_RELAXED));
}

/* Most turns find nothing, and then a look is cheaper than an exchange. */
cede_waker *cede_port_take(cede_waker **head)
{
    if (!__atomic_load_n(head, __ATOMIC_RELAXED))
        return NULL;
    return __atomic_exchange_n(head, NULL, __ATOMIC_ACQUIRE);
}

int cede_port_swap(unsigned *at, unsigned from, unsigned to)
{
    return __atomic_compare_exchange_n(at, &from, to, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
}

unsigned cede_port_read(const unsigned *at)
{
    return __atomic_load_n(at, __ATOMIC_ACQUIRE);
}

void cede_port_keep(unsigned *sum, unsigned value)
{
    __atomic_store_n(sum, value, __ATOMIC_RELAXED);
}

unsigned cede_port_kept(const unsigned *sum)
{
    return __atomic_load_n(sum, __ATOMIC_RELAXED);
}

cede_time cede_port_clock(void)
{
    struct timespec now;
    cede_time t;
    clock_gettime(CLOCK_MONOTONIC, &now);
    t.ns = (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
    return t;
}
