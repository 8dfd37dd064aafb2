/* hand_heap.c: a heap by hand whose nodes have four children, deadlines in the array. */
#include "timers.h"

struct timer { int at; };               /* its place in the heap */
struct entry { int64_t deadline; struct timer *timer; };

static int64_t now;
static struct timer *all;
static struct entry *heap;
static int n_heap, fired;

static void put(int at, struct entry e)
{
    heap[at] = e;
    e.timer->at = at;
}

static void up(int at, struct entry e)
{
    while (at > 0 && heap[(at - 1) / 4].deadline > e.deadline) {
        put(at, heap[(at - 1) / 4]);
        at = (at - 1) / 4;
    }
    put(at, e);
}

static void down(int at, struct entry e)
{
    for (;;) {
        int first = 4 * at + 1, least = first;
        if (first >= n_heap)
            break;
        for (int i = first + 1; i < first + 4 && i < n_heap; i++)
            if (heap[i].deadline < heap[least].deadline)
                least = i;
        if (heap[least].deadline >= e.deadline)
            break;
        put(at, heap[least]);
        at = least;
    }
    put(at, e);
}

void timers_init(int count)
{
    all = calloc((size_t)count, sizeof *all);
    heap = calloc((size_t)count, sizeof *heap);
    if (!all || !heap)
        abort();
}

void timers_start(int i, int64_t delay_ns)
{
    struct entry e = { now + delay_ns, &all[i] };
    up(n_heap++, e);
}

static void remove_at(int at)
{
    struct entry last = heap[--n_heap];
    if (at == n_heap)
        return;
    if (at > 0 && heap[(at - 1) / 4].deadline > last.deadline)
        up(at, last);
    else
        down(at, last);
}

void timers_stop(int i)
{
    remove_at(all[i].at);
}

void timers_move(int i, int64_t delay_ns)
{
    struct entry e = { now + delay_ns, &all[i] };
    if (e.deadline < heap[all[i].at].deadline)
        up(all[i].at, e);
    else
        down(all[i].at, e);
}

int timers_expire(int64_t most_ns)
{
    now += most_ns;
    while (n_heap && heap[0].deadline <= now) {
        remove_at(0);
        fired++;
    }
    return fired;
}
