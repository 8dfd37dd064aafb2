/* timer_heap.c: deadlines of waiting tasks, earliest first.
 *
 * A pairing heap whose nodes lie in the waiters' frames, so insertion cannot fail:
 * constant to insert, O(log n) amortised to take the earliest or any other out. No
 * recursion, so a million timers need no stack.
 * In:   sleeps and within blocks start and stop them.
 * Out:  once a turn what is due wakes its task or signals its scope.
 * Always:
 *   1. no child is earlier than its parent;
 *   2. equal deadlines leave in the order they came (seq decides).
 * Runs on the loop's thread. Never allocates. */
#include "timers.h"

#ifdef CEDE_TIMER_HEAP

/* seq wraps around: right as long as fewer than 2^31 timers were started between two
 * that are due at the same time. */
static int earlier(const cede_timer *a, const cede_timer *b)
{
    if (a->at.ns != b->at.ns)
        return a->at.ns < b->at.ns;
    return (int32_t)(a->seq - b->seq) < 0;
}

/* One heap of two that are not empty. A root's prev and next mean nothing. */
static cede_timer *merge(cede_timer *a, cede_timer *b)
{
    if (earlier(b, a)) {
        cede_timer *swap = a;
        a = b;
        b = swap;
    }
    b->next = a->child;
    if (b->next)
        b->next->prev = b;
    b->prev = a;
    a->child = b;
    return a;
}

/* One heap of siblings: in pairs from the left, then the pairs from the right, which
 * is what makes the bound hold. Pairs that wait are stacked by next. */
static cede_timer *merge_siblings(cede_timer *first)
{
    cede_timer *pairs = NULL, *root;
    while (first) {
        cede_timer *a = first, *b = a->next;
        first = b ? b->next : NULL;
        if (b)
            a = merge(a, b);
        a->next = pairs;
        pairs = a;
    }
    root = pairs;
    if (!root)
        return NULL;
    for (pairs = root->next; pairs; ) {
        cede_timer *next = pairs->next;
        root = merge(root, pairs);
        pairs = next;
    }
    return root;
}

/* A child's prev is its left sibling or, of the first, its parent. */
static void unlink_child(cede_timer *m)
{
    if (m->prev->child == m)
        m->prev->child = m->next;
    else
        m->prev->next = m->next;
    if (m->next)
        m->next->prev = m->prev;
}

void cede__timer_start(cede_loop *l, cede_timer *m, cede_task *t, cede_time at, int kind)
{
    cede__timers *h = &l->timers;
    m->kind = (uint8_t)kind;
    m->queued = 1;
    m->seq = h->seq++;
    m->at = at;
    m->task = t;
    m->child = NULL;
    h->root = h->root ? merge(h->root, m) : m;
    h->count++;
}

void cede__timer_stop(cede_loop *l, cede_timer *m)
{
    cede__timers *h = &l->timers;
    cede_timer *rest;
    if (!m->queued)
        return;
    m->queued = 0;
    h->count--;
    rest = merge_siblings(m->child);
    if (h->root == m) {
        h->root = rest;
        return;
    }
    unlink_child(m);
    if (rest)
        h->root = merge(h->root, rest);
}

cede_time cede__timers_next(const cede_loop *l)
{
    return l->timers.root ? l->timers.root->at : CEDE_NEVER;
}

void cede__timers_expire(cede_loop *l)
{
    cede_timer *m;
    while ((m = l->timers.root) != NULL && m->at.ns <= l->now.ns) {
        cede__timer_stop(l, m);
        cede__timer_fire(m);
    }
}

/* ---- for tests ---------------------------------------------------------------------- */

static int children_hold(const cede_timer *m)
{
    const cede_timer *before = m, *c;
    for (c = m->child; c; before = c, c = c->next)
        if (!c->queued || c->prev != before || earlier(c, m))
            return 0;
    return 1;
}

/* The node behind m when each comes before its children; null: m was the last. No
 * stack: back along the siblings, the first one's prev is the parent. */
static const cede_timer *next_node(const cede_timer *root, const cede_timer *m)
{
    if (m->child)
        return m->child;
    while (m != root && !m->next) {
        while (m->prev->child != m)
            m = m->prev;
        m = m->prev;
    }
    return m == root ? NULL : m->next;
}

int cede__timers_check(const cede_loop *l)
{
    const cede_timer *m;
    unsigned count = 0;
    for (m = l->timers.root; m; m = next_node(l->timers.root, m), count++)
        if (!children_hold(m))
            return 0;
    return count == l->timers.count;
}

#endif
