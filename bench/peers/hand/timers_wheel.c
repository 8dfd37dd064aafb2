/* timers_wheel.c: a wheel by hand, six levels of 64 slots, the first of a millisecond each; what
 * a slot of it holds fires together and in no order. See timer_scenarios.h. */
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

typedef struct timer { struct timer *next, **at; int64_t deadline_ms; } timer;

enum { LEVELS = 6, SLOTS = 64 };

static int64_t now_ms;
static timer *slots[LEVELS][SLOTS];
static long expired;

static int64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void put(timer *t)
{
    int level = 0;
    timer **head;
    for (int64_t left = t->deadline_ms - now_ms; left >= SLOTS && level < LEVELS - 1; left /= SLOTS)
        level++;
    head = &slots[level][t->deadline_ms >> 6 * level & (SLOTS - 1)];
    t->next = *head;
    if (t->next)
        t->next->at = &t->next;
    t->at = head;
    *head = t;
}

static void cascade(int level)
{
    timer **head = &slots[level][now_ms >> 6 * level & (SLOTS - 1)], *t = *head, *next;
    *head = NULL;
    for (; t; t = next) {
        next = t->next;
        put(t);
    }
}

static inline void timer_init(timer *m) { m->at = NULL; }

static inline void timer_start(timer *m, long us)
{
    m->deadline_ms = now_ms + us / 1000 + 1;
    put(m);
}

static inline void timer_stop(timer *m)
{
    *m->at = m->next;
    if (m->next)
        m->next->at = m->at;
}

static inline void timer_move(timer *m, long us)
{
    timer_stop(m);
    timer_start(m, us);
}

static void timers_expire(void)
{
    for (int64_t end = clock_ms(); now_ms < end; ) {
        now_ms++;
        for (int level = 1; level < LEVELS && !(now_ms & (((int64_t)1 << 6 * level) - 1)); level++)
            cascade(level);
        timer **head = &slots[0][now_ms & (SLOTS - 1)];
        for (timer *t = *head; t; t = t->next)
            expired++;
        *head = NULL;
    }
}

#include "timer_scenarios.h"

int main(int argc, char **argv)
{
    now_ms = clock_ms();
    return timers_main(argc, argv);
}
