/* heap.h: timers by hand: a heap of four children to a node, whose deadlines lie in the
 * array, so that sifting looks at few lines of the cache. */
#ifndef HEAP_H
#define HEAP_H

#include <stdint.h>
#include <stdlib.h>
#include <time.h>

typedef struct timer { unsigned place; } timer;
typedef struct node { int64_t at_ns; timer *timer; } node;

static node *heap;
static unsigned length, capacity;
static int64_t now_ns;

static inline int64_t clock_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static inline void put(unsigned i, node n)
{
    heap[i] = n;
    n.timer->place = i;
}

static void sift_up(unsigned i, node n)
{
    while (i > 0 && n.at_ns < heap[(i - 1) / 4].at_ns) {
        put(i, heap[(i - 1) / 4]);
        i = (i - 1) / 4;
    }
    put(i, n);
}

static void sift_down(unsigned i, node n)
{
    for (;;) {
        unsigned first = 4 * i + 1, end = first + 4 < length ? first + 4 : length, least = first;
        if (first >= length)
            break;
        for (unsigned c = first + 1; c < end; c++)
            if (heap[c].at_ns < heap[least].at_ns)
                least = c;
        if (heap[least].at_ns >= n.at_ns)
            break;
        put(i, heap[least]);
        i = least;
    }
    put(i, n);
}

static void place_again(unsigned i, node n)
{
    if (i > 0 && n.at_ns < heap[(i - 1) / 4].at_ns)
        sift_up(i, n);
    else
        sift_down(i, n);
}

static inline void timer_start(timer *m, long us)
{
    if (length == capacity) {
        capacity = capacity ? 2 * capacity : 64;
        heap = realloc(heap, capacity * sizeof *heap);
        if (!heap)
            abort();
    }
    sift_up(length++, (node){ now_ns + us * 1000, m });
}

static inline void timer_move(timer *m, long us)
{
    place_again(m->place, (node){ now_ns + us * 1000, m });
}

static inline void timer_stop(timer *m)
{
    node last = heap[--length];
    if (m->place < length)
        place_again(m->place, last);
}

#endif
