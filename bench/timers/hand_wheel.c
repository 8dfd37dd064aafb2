/* hand_wheel.c: a wheel by hand, six levels of 64 slots, the first of a millisecond each; what
 * a slot of it holds fires together and in no order. */
#include "timers.h"

struct timer { struct timer *next, **at; int64_t deadline; };       /* deadline in ms */

enum { LEVELS = 6, SLOTS = 64 };

static int64_t now;                     /* ms */
static struct timer *all, *slots[LEVELS][SLOTS];
static int fired;

static void put(struct timer *t)
{
    int level = 0;
    struct timer **head;
    for (int64_t left = t->deadline - now; left >= SLOTS && level < LEVELS - 1; left /= SLOTS)
        level++;
    head = &slots[level][t->deadline >> 6 * level & (SLOTS - 1)];
    t->next = *head;
    if (t->next)
        t->next->at = &t->next;
    t->at = head;
    *head = t;
}

void timers_init(int count)
{
    all = calloc((size_t)count, sizeof *all);
    if (!all)
        abort();
}

void timers_start(int i, int64_t delay_ns)
{
    all[i].deadline = now + delay_ns / 1000000 + 1;
    put(&all[i]);
}

void timers_stop(int i)
{
    *all[i].at = all[i].next;
    if (all[i].next)
        all[i].next->at = all[i].at;
}

void timers_move(int i, int64_t delay_ns)
{
    timers_stop(i);
    timers_start(i, delay_ns);
}

static void cascade(int level)
{
    struct timer **head = &slots[level][now >> 6 * level & (SLOTS - 1)], *t = *head, *next;
    *head = NULL;
    for (; t; t = next) {
        next = t->next;
        put(t);
    }
}

int timers_expire(int64_t most_ns)
{
    int64_t end = now + most_ns / 1000000 + 1;
    while (now < end) {
        now++;
        for (int level = 1; level < LEVELS && !(now & (((int64_t)1 << 6 * level) - 1)); level++)
            cascade(level);
        struct timer **head = &slots[0][now & (SLOTS - 1)];
        for (struct timer *t = *head; t; t = t->next)
            fired++;
        *head = NULL;
    }
    return fired;
}
