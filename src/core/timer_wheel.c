/* timer_wheel.c: deadlines of waiting tasks, earliest first.
 *
 * Levels of 64 slots, each a ring of timers; a slot of a level is as long as the level below
 * it, and one of level 0 is a nanosecond. A timer's level is that of the highest digit, to
 * the base of 64, in which its deadline differs from `base`, its slot is that digit. So what
 * a slot holds comes before all of later slots and higher levels, and a slot of level 0 holds
 * equal deadlines: nothing is compared, and nothing is sorted.
 *
 *     start ──> slot ──its time has come──> slots of lower levels … ──> DUE ──> done
 *       └── the deadline has passed ──> PASSED ──the next turn────────────^
 *
 * In:   sleeps and within blocks start and stop them.
 * Out:  once a turn what is due wakes its task or signals its scope.
 * Always:
 *   1. each timer but those of the three lists is in the slot that follows from its deadline
 *      and `base`, and behind equal ones that came before it;
 *   2. no timer of a slot is due at `base`, so every used slot is ahead of base's own digit;
 *   3. bits of `used` and `levels` are set exactly where there is a timer; a ring whose bit
 *      is not set is not even initialised.
 * A timer is moved at most once per level. Runs on the loop's thread. Never allocates. */
#include "timers.h"

#ifndef CEDE_TIMER_HEAP

enum { BITS = 6, MASK = CEDE__WHEEL_SLOTS - 1 };
_Static_assert(CEDE__WHEEL_SLOTS == 1 << BITS && CEDE__WHEEL_LEVELS * BITS >= 64, "every deadline has a slot");

/* Lists behind the slots, the three of a last level. */
enum {
    LISTS = CEDE__WHEEL_LEVELS << BITS,
    DUE = LISTS,            /* of this turn, which is on, in the order of their deadlines */
    PASSED,                 /* of the next one: the deadline had passed when they were started */
    NEVER                   /* deadline CEDE_NEVER: for nothing */
};

/* Timers of a slot among which the earliest is looked for. A slot with more than these is
 * looked at when its own time begins, which moves them down a level: so a turn that finds
 * nothing due is paid for by more than this many timers. */
enum { FEW = 4 };

/* ---- numbers ------------------------------------------------------------------------ */

#if defined(__GNUC__)
static inline unsigned highest_bit(uint64_t x)
{
    return 63 - (unsigned)__builtin_clzll(x);
}

static inline unsigned lowest_bit(uint64_t x)
{
    return (unsigned)__builtin_ctzll(x);
}
#else
static unsigned highest_bit(uint64_t x)
{
    unsigned n = 0;
    while (x >>= 1)
        n++;
    return n;
}

static unsigned lowest_bit(uint64_t x)
{
    return highest_bit(x & (~x + 1));
}
#endif

/* Signed times in the order of unsigned numbers. */
static inline uint64_t key_of(cede_time at)
{
    return (uint64_t)at.ns ^ (uint64_t)1 << 63;
}

static inline cede_time time_of(uint64_t key)
{
    cede_time at = { (int64_t)(key ^ (uint64_t)1 << 63) };
    return at;
}

/* When the time of a slot ahead begins. */
static inline uint64_t slot_begin(const cede__timers *w, unsigned level, unsigned digit)
{
    return ((w->base >> level * BITS & ~(uint64_t)MASK) | digit) << level * BITS;
}

/* ---- rings ---------------------------------------------------------------------------- */

static inline cede_timer *timer_of(cede_link *n)
{
    return (cede_timer *)(void *)((char *)n - offsetof(cede_timer, link));
}

static inline int is_used(const cede__timers *w, unsigned i)
{
    return (int)(w->used[i >> BITS] >> (i & MASK) & 1);
}

/* Its ring, initialised if it was not in use. */
static inline cede_link *use(cede__timers *w, unsigned i)
{
    cede_link *head = &w->slots[i];
    if (!is_used(w, i)) {
        w->used[i >> BITS] |= (uint64_t)1 << (i & MASK);
        w->levels |= 1u << (i >> BITS);
        head->next = head->prev = head;
    }
    return head;
}

static inline void disuse(cede__timers *w, unsigned i)
{
    unsigned level = i >> BITS;
    w->used[level] &= ~((uint64_t)1 << (i & MASK));
    if (!w->used[level])
        w->levels &= ~(1u << level);
}

static inline void append(cede__timers *w, unsigned i, cede_timer *m)
{
    cede_link *head = use(w, i);
    m->link.next = head;
    m->link.prev = head->prev;
    head->prev->next = &m->link;
    head->prev = &m->link;
}

/* Where both neighbours are one it is the head. */
static inline void take_out(cede__timers *w, cede_timer *m)
{
    cede_link *next = m->link.next, *prev = m->link.prev;
    prev->next = next;
    next->prev = prev;
    if (next == prev)
        disuse(w, (unsigned)(next - w->slots));
}

/* All of a ring to the end of another one. */
static void move_all(cede__timers *w, unsigned from, unsigned to)
{
    cede_link *first = w->slots[from].next, *last = w->slots[from].prev;
    cede_link *head = use(w, to);
    first->prev = head->prev;
    last->next = head;
    head->prev->next = first;
    head->prev = last;
    disuse(w, from);
}

/* ---- slots ------------------------------------------------------------------------------ */

static inline unsigned place_of(const cede__timers *w, cede_time at)
{
    uint64_t key = key_of(at);
    unsigned level;
    if (key <= w->base)
        return DUE;
    level = highest_bit(key ^ w->base) / BITS;
    return level << BITS | (unsigned)(key >> level * BITS & MASK);
}

void cede__timer_start(cede_loop *l, cede_timer *m, cede_task *t, cede_time at, int kind)
{
    cede__timers *w = &l->timers;
    m->kind = (uint8_t)kind;
    m->queued = 1;
    m->at = at;
    m->task = t;
    append(w, at.ns <= l->now.ns ? PASSED : at.ns == CEDE_NEVER.ns ? NEVER : place_of(w, at), m);
    w->count++;
}

void cede__timer_stop(cede_loop *l, cede_timer *m)
{
    if (!m->queued)
        return;
    m->queued = 0;
    l->timers.count--;
    take_out(&l->timers, m);
}

/* The first slot there is; LISTS: none. */
static inline unsigned first_slot(const cede__timers *w)
{
    unsigned level = lowest_bit(w->levels | 1u << CEDE__WHEEL_LEVELS);
    return level == CEDE__WHEEL_LEVELS ? LISTS : level << BITS | lowest_bit(w->used[level]);
}

static cede_time earliest(const cede_link *head, cede_time otherwise)
{
    cede_time first = CEDE_NEVER;
    cede_link *n;
    int left = FEW;
    for (n = head->next; n != head; n = n->next) {
        if (left-- == 0)
            return otherwise;
        if (timer_of(n)->at.ns < first.ns)
            first = timer_of(n)->at;
    }
    return first;
}

cede_time cede__timers_next(const cede_loop *l)
{
    const cede__timers *w = &l->timers;
    unsigned i = first_slot(w);
    if (is_used(w, PASSED))
        return l->now;
    if (i == LISTS)
        return CEDE_NEVER;
    return earliest(&w->slots[i], time_of(slot_begin(w, i >> BITS, i & MASK)));
}

/* ---- what is due -------------------------------------------------------------------------- */

/* The time of the slot has begun: what is in it is due or goes down. */
static void spread(cede__timers *w, unsigned i)
{
    cede_link *head = &w->slots[i], *n = head->next, *next;
    disuse(w, i);
    for (; n != head; n = next) {
        cede_timer *m = timer_of(n);
        next = n->next;
        append(w, place_of(w, m->at), m);
    }
}

/* Goes on to a slot whose time has begun. One timer alone that is due is the next of all,
 * and need not go down the levels. */
static inline void advance(cede__timers *w, unsigned i, uint64_t begin, uint64_t now)
{
    cede_link *first = w->slots[i].next;
    uint64_t key = key_of(timer_of(first)->at);
    if (first == w->slots[i].prev && key <= now) {
        w->base = key;
        move_all(w, i, DUE);
        return;
    }
    w->base = begin;
    spread(w, i);
}

static inline void fire(cede_loop *l)
{
    cede__timers *w = &l->timers;
    while (is_used(w, DUE)) {
        cede_timer *m = timer_of(w->slots[DUE].next);
        cede__timer_stop(l, m);
        cede__timer_fire(m);
    }
}

/* What fires may start timers: those are due after now, or have passed. */
void cede__timers_expire(cede_loop *l)
{
    cede__timers *w = &l->timers;
    uint64_t now = key_of(l->now), begin;
    unsigned i;
    if (is_used(w, PASSED)) {
        move_all(w, PASSED, DUE);
        fire(l);
    }
    while ((i = first_slot(w)) != LISTS && (begin = slot_begin(w, i >> BITS, i & MASK)) <= now) {
        advance(w, i, begin, now);
        fire(l);
    }
    if (w->base < now)
        w->base = now;          /* which leaves everything ahead where it is */
}

/* ---- for tests ------------------------------------------------------------------------------ */

/* How many are in a ring; -1: something is wrong with it. */
static int ring_check(const cede__timers *w, unsigned i)
{
    const cede_link *head = &w->slots[i], *n;
    int count = 0;
    for (n = head->next; n != head; n = n->next, count++) {
        const cede_timer *m = timer_of((cede_link *)n);
        if (!m->queued || n->next->prev != n || (i < LISTS && place_of(w, m->at) != i))
            return -1;
    }
    return count ? count : -1;
}

int cede__timers_check(const cede_loop *l)
{
    const cede__timers *w = &l->timers;
    unsigned i, count = 0;
    for (i = 0; i < LISTS + CEDE__WHEEL_LISTS; i++) {
        int n = is_used(w, i) ? ring_check(w, i) : 0;
        if (n < 0)
            return 0;
        count += (unsigned)n;
    }
    for (i = 0; i <= CEDE__WHEEL_LEVELS; i++)
        if (!w->used[i] != !(w->levels >> i & 1))
            return 0;
    return count == w->count;
}

#endif
