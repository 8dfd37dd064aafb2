/* isr.h: what an interrupt or another thread may do to tasks, beside posting a waker.
 *
 * The functions whose names end in _from_isr are for interrupts of the loop's processor,
 * those in _threadsafe for any thread; nothing else here is for either. They are lock-free
 * as far as the machine is (on chips without atomic instructions interrupts are off for a
 * handful of instructions), never wait and never allocate. What they bring about becomes
 * visible in the loop's next turn. Freestanding. */
#ifndef CEDE_ISR_H
#define CEDE_ISR_H

#include <cede/sync.h>
#include <cede/task.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- events ------------------------------------------------------------------------ */

/* What an interrupt holds to set an event. Set several times before the loop's next turn
 * it sets it once.
 *
 *   lifetime   from init to deinit it and its event stay put; the caller's memory */
typedef struct cede_event_trigger {
    cede_waker waker;
    cede_event *event;
} cede_event_trigger;

/* Binds it to an event, and to the loop of this thread.
 *
 *   context    task, or the loop's thread */
void cede_event_trigger_init(cede_event_trigger *t, cede_event *event);

/* As cede_waker_deinit. */
void cede_event_trigger_deinit(cede_event_trigger *t);

/* Sets the event.
 *
 *   context    interrupt of the loop's processor; the second form: any thread */
void cede_event_set_from_isr(cede_event_trigger *t);
void cede_event_set_threadsafe(cede_event_trigger *t);

/* ---- mailbox ------------------------------------------------------------------------- */

/* A bounded queue of values that any number of interrupts or threads put, also such that
 * interrupt each other, and tasks get. Values leave in the order in which the puts began.
 *
 *     static struct reading slots[8];
 *     static uint8_t full[8];
 *     cede_mailbox_init(&readings, CEDE_SLOTS(slots), full);
 *
 *   lifetime   from init to deinit it, slots and flags stay put; the caller's memory */
typedef struct cede_mailbox {
    cede_waker waker;           /* first: who fires it finds the mailbox */
    cede_link getters;          /* tasks that wait */
    char *slots;
    uint8_t *full;              /* written by who puts, cleared by the loop */
    size_t size;
    unsigned capacity;
    unsigned put;               /* values whose put has begun; by who puts */
    unsigned got;               /* values that were taken; by the loop */
} cede_mailbox;

/* Makes it empty, and binds it to the loop of this thread.
 *
 *   slots      room for `capacity` values of `size` bytes
 *   capacity   a power of two
 *   full       `capacity` bytes
 *   context    task, or the loop's thread */
void cede_mailbox_init(cede_mailbox *m, void *slots, size_t size, unsigned capacity, uint8_t *full);

/* Nobody may wait for it, or put any more. */
void cede_mailbox_deinit(cede_mailbox *m);

/* Puts a copy of *item.
 *
 *   returns    0; -EAGAIN where it is full: the value is lost unless the caller keeps it
 *   context    interrupt of the loop's processor; the second form: any thread */
int cede_mailbox_put_from_isr(cede_mailbox *m, CEDE_NOESCAPE const void *item);
int cede_mailbox_put_threadsafe(cede_mailbox *m, CEDE_NOESCAPE const void *item);

/* Takes the first value and writes it to *item.
 *
 *   item       stays until the await has ended
 *   returns    0
 *   suspends   while it is empty
 *   cancel     takes effect here, unless a value was given to this task: then 0
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_mailbox_get__args { cede_state cede__state; cede_mailbox *mailbox; void *item; };
CEDE__FRAME cede_mailbox_get__frame { cede_waiter waiter; void *item; };
CEDE__LEAF(int, cede_mailbox_get);
cede_async int cede_mailbox_get(cede_mailbox *mailbox, void *item);

/* The same without waiting.
 *
 *   returns    0; -EAGAIN: it is empty, or others wait for what comes
 *   context    task, or the loop's thread */
int cede_mailbox_try_get(cede_mailbox *m, CEDE_NOESCAPE void *item);

#ifdef __cplusplus
}
#endif
#endif
