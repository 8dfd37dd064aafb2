/* mailbox.c: values from interrupts and other threads to tasks.
 *
 *     put: claims the next slot by moving `put` on; copies; raises the slot's flag; posts
 *     get: where the flag of the oldest slot is up: copies; lowers it; moves `got` on
 *
 * A put that is interrupted between its claim and its flag holds back those that were
 * claimed after it, and only for that long: its own post comes later than theirs.
 *
 * Always:
 *   1. put - got slots are claimed, at most capacity; both numbers may wrap around;
 *   2. a slot's flag is up from the end of its put to the beginning of its next use, and
 *      is lowered before `got` offers the slot;
 *   3. tasks wait only while the oldest slot's flag is down, but for the time from a post
 *      to the loop's turn.
 * Never allocates. */
#include <cede/isr.h>
#include <cede/port.h>
#include "primitive.h"

static unsigned slot_of(const cede_mailbox *m, unsigned number)
{
    return number & (m->capacity - 1);
}

/* ---- interrupts, other threads -------------------------------------------------------- */

/* Gives a value its number, which says its slot. That all are claimed is true only if
 * nobody has claimed one since `put` was read. */
static int claim(cede_mailbox *m, unsigned *number)
{
    unsigned put;
    do {
        put = cede_port_read(&m->put);
        if (put - cede_port_read(&m->got) >= m->capacity && put == cede_port_read(&m->put))
            return -EAGAIN;
    } while (!cede_port_swap(&m->put, put, put + 1));
    *number = put;
    return 0;
}

static int put(cede_mailbox *m, const void *item)
{
    unsigned number, slot;
    if (claim(m, &number))
        return -EAGAIN;
    slot = slot_of(m, number);
    memcpy(m->slots + m->size * slot, item, m->size);
    cede_port_raise(&m->full[slot]);
    return 0;
}

int cede_mailbox_put_from_isr(cede_mailbox *m, const void *item)
{
    if (put(m, item))
        return -EAGAIN;
    cede_wake_from_isr(&m->waker);
    return 0;
}

int cede_mailbox_put_threadsafe(cede_mailbox *m, const void *item)
{
    if (put(m, item))
        return -EAGAIN;
    cede_wake_threadsafe(&m->waker);
    return 0;
}

/* ---- the loop's thread -------------------------------------------------------------------- */

static int has_value(cede_mailbox *m)
{
    return cede_port_raised(&m->full[slot_of(m, m->got)]);
}

static const char *oldest(const cede_mailbox *m)
{
    return m->slots + m->size * slot_of(m, m->got);
}

/* Nobody else writes `got`. */
static void drop(cede_mailbox *m)
{
    cede_port_lower(&m->full[slot_of(m, m->got)]);
    cede_port_swap(&m->got, m->got, m->got + 1);
}

static void deliver(cede_mailbox *m)
{
    while (!cede__ring_empty(&m->getters) && has_value(m)) {
        cede__bring(cede__first_waiter(&m->getters), oldest(m), m->size);
        drop(m);
    }
}

static void fire(cede_waker *w)
{
    deliver((cede_mailbox *)(void *)w);
}

void cede_mailbox_init(cede_mailbox *m, void *slots, size_t size, unsigned capacity, uint8_t *full)
{
    CEDE_CHECK(capacity && !(capacity & (capacity - 1)), "a mailbox's capacity is a power of two");
    cede_waker_init_call(&m->waker, fire);
    cede__ring_init(&m->getters);
    m->slots = slots;
    m->full = full;
    m->size = size;
    m->capacity = capacity;
    m->put = m->got = 0;
    memset(full, 0, capacity);
}

void cede_mailbox_deinit(cede_mailbox *m)
{
    CEDE_CHECK(cede__ring_empty(&m->getters), "a mailbox is deinited while a task waits for it");
    cede_waker_deinit(&m->waker);
    cede__retire(&m->getters);
}

/* Those who wait come first. */
int cede_mailbox_try_get(cede_mailbox *m, void *item)
{
    deliver(m);
    if (!cede__ring_empty(&m->getters) || !has_value(m))
        return -EAGAIN;
    memcpy(item, oldest(m), m->size);
    drop(m);
    return 0;
}

cede_status cede_mailbox_get__step(void *frame, cede_task *t)
{
    struct cede_mailbox_get__args a;
    if (cede__waits(frame))
        return cede__wait_again(frame, t);
    a = *(struct cede_mailbox_get__args *)frame;
    if (cede_mailbox_try_get(a.mailbox, a.item) == 0)
        return cede__wait_had(frame, t, 0);
    ((struct cede_mailbox_get__frame *)frame)->item = a.item;
    return cede__wait_for(frame, t, &a.mailbox->getters);
}

CEDE__LEAF_PLAIN(cede_mailbox_get, 0, (cede_mailbox *mailbox, void *item), mailbox, item);
