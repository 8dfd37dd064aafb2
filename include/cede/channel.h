/* channel.h: values from task to task that do not wait in a line.
 *
 *     signal      the newest value, for one receiver: what is not taken is replaced
 *     one-shot    one value, for all who ask
 *     watch       the newest value, for all: each sees it once
 *     broadcast   all values, for all; who is too slow misses some, and is told how many
 *
 * Where each value shall reach one receiver, and none shall be missed, it is a queue
 * (queue.h). A sender never waits here. Values are copied, into memory of the caller's; a
 * receiver's is written when the value is sent, before that task runs. What sync.h says of
 * all primitives holds. Freestanding. */
#ifndef CEDE_CHANNEL_H
#define CEDE_CHANNEL_H

#include <cede/frame.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- signal ---------------------------------------------------------------------- */

/*   lifetime   from init to deinit it and its slot stay put; the caller's memory */
typedef struct cede_signal {
    cede_link waiters;          /* empty, while it is full */
    void *slot;
    size_t size;
    uint8_t full;
} cede_signal;

/*   slot       room for a value of `size` bytes */
void cede_signal_init(cede_signal *s, void *slot, size_t size);
void cede_signal_deinit(cede_signal *s);

/* Gives a copy of *item to the first who waits; else it stays, in place of one that was
 * there.
 *
 *   context    task, or the loop's thread */
void cede_signal_send(cede_signal *s, CEDE_NOESCAPE const void *item);

/* Takes the value.
 *
 *   item       where it is written; stays until the await has ended
 *   returns    0
 *   suspends   unless there is one
 *   cancel     takes effect here, unless a value was given to this task: then 0
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_signal_wait__args { cede_state cede__state; cede_signal *signal; void *item; };
CEDE__FRAME cede_signal_wait__frame { cede_waiter waiter; void *item; };
CEDE__LEAF(int, cede_signal_wait);
cede_async int cede_signal_wait(cede_signal *signal, void *item);

/* The same without waiting.
 *
 *   returns    0; -EAGAIN: there is none */
int cede_signal_try_wait(cede_signal *s, CEDE_NOESCAPE void *item);

/* ---- one-shot -------------------------------------------------------------------- */

/* A result of any type: a future (future.h) gives an int.
 *
 *   lifetime   from init to deinit it and its slot stay put; the caller's memory */
typedef struct cede_oneshot {
    cede_link waiters;          /* empty, once it is over */
    void *slot;
    size_t size;
    uint8_t over;               /* sent, or closed */
    uint8_t sent;
} cede_oneshot;

/*   slot       room for a value of `size` bytes */
void cede_oneshot_init(cede_oneshot *o, void *slot, size_t size);
void cede_oneshot_deinit(cede_oneshot *o);

/* Sends a copy of *item to all who wait, and all who will ask.
 *
 *   returns    0; -EALREADY where one was sent, or it was closed
 *   context    task, or the loop's thread */
int cede_oneshot_send(cede_oneshot *o, CEDE_NOESCAPE const void *item);

/* Says that no value will come; nothing, where one has. So it may stand in a defer.
 *
 *   context    task, or the loop's thread */
void cede_oneshot_close(cede_oneshot *o);

/* Waits for the value, which stays for others.
 *
 *   item       where it is written; stays until the await has ended
 *   returns    0; -EPIPE: none will come
 *   suspends   until one is sent or it is closed
 *   cancel     takes effect here, unless that has come about
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_oneshot_wait__args { cede_state cede__state; cede_oneshot *oneshot; void *item; };
CEDE__FRAME cede_oneshot_wait__frame { cede_waiter waiter; void *item; };
CEDE__LEAF(int, cede_oneshot_wait);
cede_async int cede_oneshot_wait(cede_oneshot *oneshot, void *item);

/* The same without waiting.
 *
 *   returns    0; -EAGAIN: it has not come; -EPIPE */
int cede_oneshot_try_wait(cede_oneshot *o, CEDE_NOESCAPE void *item);

/* ---- watch ----------------------------------------------------------------------- */

/* A value that changes, and that others follow: settings, a state, a temperature.
 *
 *   lifetime   from init to deinit it and its slot stay put; the caller's memory */
typedef struct cede_watch {
    cede_link waiters;
    void *slot;
    size_t size;
    unsigned version;           /* how often it was set; 1: the first value */
    uint8_t closed;
} cede_watch;

/*   slot       holds the first value, of `size` bytes, already */
void cede_watch_init(cede_watch *w, void *slot, size_t size);
void cede_watch_deinit(cede_watch *w);

/* Replaces the value by a copy of *item, for all.
 *
 *   returns    0; -EPIPE where it is closed
 *   context    task, or the loop's thread */
int cede_watch_set(cede_watch *w, CEDE_NOESCAPE const void *item);

/* The value as it is now.
 *
 *   returns    its version, for `seen` of cede_watch_next
 *   context    task, or the loop's thread */
unsigned cede_watch_get(const cede_watch *w, void *item);

/* Says that it will not change any more: cede_watch_next gives -EPIPE to who has seen
 * the last value.
 *
 *   context    task, or the loop's thread */
void cede_watch_close(cede_watch *w);

/* Waits for a value that is not the one seen last, and is the newest then. Who waits gets
 * the first that is set; where more are set before it runs, the next call gives the last of
 * them at once.
 *
 *   seen       the version seen last, 0 before: then the value comes that is there; written.
 *              One per receiver; it and item stay until the await has ended
 *   item       where the value is written
 *   returns    0; -EPIPE where it is closed
 *   suspends   unless there is one
 *   cancel     takes effect here, unless a value was given to this task: then 0
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_watch_next__args { cede_state cede__state; cede_watch *watch; unsigned *seen; void *item; };
CEDE__FRAME cede_watch_next__frame { cede_waiter waiter; void *item; unsigned *seen; };
CEDE__LEAF(int, cede_watch_next);
cede_async int cede_watch_next(cede_watch *watch, unsigned *seen, void *item);

/* ---- broadcast ------------------------------------------------------------------- */

/* The last values, as many as there are slots.
 *
 *   lifetime   from init to deinit it and its slots stay put; the caller's memory */
typedef struct cede_broadcast {
    cede_link waiters;
    char *slots;
    size_t size;
    unsigned capacity;
    unsigned next;              /* number of the next value */
    unsigned next_slot;         /* where it goes */
    uint8_t closed;
} cede_broadcast;

/* A receiver: gets what is sent from its init on. It may go at any time.
 *
 *   lifetime   stays put during an await */
typedef struct cede_broadcast_receiver {
    cede_broadcast *from;
    unsigned next;              /* number of the value that it gets next */
} cede_broadcast_receiver;

/*   slots      room for `capacity` values of `size` bytes; at least 1 */
void cede_broadcast_init(cede_broadcast *b, void *slots, size_t size, unsigned capacity);
void cede_broadcast_deinit(cede_broadcast *b);
void cede_broadcast_receiver_init(cede_broadcast_receiver *r, cede_broadcast *from);

/* Sends a copy of *item to all receivers; the oldest value gives its slot for it.
 *
 *   returns    0; -EPIPE where it is closed
 *   context    task, or the loop's thread */
int cede_broadcast_send(cede_broadcast *b, CEDE_NOESCAPE const void *item);

/* Says that no value comes any more. Receivers get what they have not got, then -EPIPE.
 *
 *   context    task, or the loop's thread */
void cede_broadcast_close(cede_broadcast *b);

/* Waits for the next value.
 *
 *   item       where it is written; stays until the await has ended
 *   returns    0; how many values before it were replaced, so that this receiver has missed
 *              them; -EPIPE where it is closed and nothing is left
 *   suspends   unless there is one
 *   cancel     takes effect here, unless a value was given to this task: then 0
 *   owns       nothing
 *   context    task */
CEDE__FRAME cede_broadcast_receive__args { cede_state cede__state; cede_broadcast_receiver *receiver; void *item; };
CEDE__FRAME cede_broadcast_receive__frame { cede_waiter waiter; void *item; cede_broadcast_receiver *receiver; };
CEDE__LEAF(int, cede_broadcast_receive);
cede_async int cede_broadcast_receive(cede_broadcast_receiver *receiver, void *item);

/* The same without waiting.
 *
 *   returns    as that; -EAGAIN: there is none */
int cede_broadcast_try_receive(cede_broadcast_receiver *r, CEDE_NOESCAPE void *item);

#ifdef __cplusplus
}
#endif
#endif
