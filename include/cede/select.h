/* select.h: waiting for the first of several operations, in one task.
 *
 *     cede_case cases[] = {
 *         { CEDE_CASE(cede_queue_get, &jobs, &job) },
 *         { CEDE_CASE(cede_event_wait, &stop) },
 *         { CEDE_CASE(cede_sleep, cede_s(5)) },
 *     };
 *     switch (await(cede_select(CEDE_CASES(cases)))) {
 *     case 0: … job is there: cases[0].result is what cede_queue_get gave
 *     case 1: … stop was set
 *     case 2: … nothing for five seconds
 *     }
 *
 * Exactly one of them takes effect, all others are as if they had not been begun: no
 * value is taken out of a queue but the one that is given, and nobody loses a place in a
 * line. Once one has been given what it waits for, the others have left their lines
 * before anything else happens, so nothing that comes later can get lost between two.
 *
 * These can be a case: cede_sleep, cede_sleep_until, cede_event_wait,
 * cede_semaphore_acquire, cede_latch_wait, cede_queue_get, cede_queue_put,
 * cede_queue_join, cede_mailbox_get, cede_future_wait, cede_signal_wait,
 * cede_oneshot_wait, cede_watch_next, cede_broadcast_receive and cede_join. For others,
 * tasks in a group, and cede_race.
 *
 * Nothing is allocated. Freestanding. */
#ifndef CEDE_SELECT_H
#define CEDE_SELECT_H

#include <cede/channel.h>
#include <cede/future.h>
#include <cede/isr.h>
#include <cede/queue.h>
#include <cede/sync.h>
#include <cede/task.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One of the operations; CEDE_CASE is its initialiser. It is for one select.
 *
 *   lifetime   until cede_select has ended it stays put; the caller's memory */
typedef struct cede_case {
    int result;                 /* of the case that cede_select gives: what its operation does */
    const cede_fn *fn;          /* null: it was used */
    union {
        struct cede_sleep__args cede_sleep;
        struct cede_sleep_until__args cede_sleep_until;
        struct cede_event_wait__args cede_event_wait;
        struct cede_semaphore_acquire__args cede_semaphore_acquire;
        struct cede_latch_wait__args cede_latch_wait;
        struct cede_queue_get__args cede_queue_get;
        struct cede_queue_put__args cede_queue_put;
        struct cede_queue_join__args cede_queue_join;
        struct cede_mailbox_get__args cede_mailbox_get;
        struct cede_future_wait__args cede_future_wait;
        struct cede_signal_wait__args cede_signal_wait;
        struct cede_oneshot_wait__args cede_oneshot_wait;
        struct cede_watch_next__args cede_watch_next;
        struct cede_broadcast_receive__args cede_broadcast_receive;
        struct cede_join__args cede_join;
        /* While it waits: */
        cede_timer timer;
        cede_waiter waiter;
        struct cede_watch_next__frame largest;
    } on;
} cede_case;

/* A case: the name of an operation, and its arguments. */
#define CEDE_CASE(f, ...) .fn = &f##__fn, .on.f = { 0, __VA_ARGS__ }

/* What cede_select is given for an array of cases. */
#define CEDE_CASES(array) (array), (int)(sizeof (array) / sizeof *(array))

/* Waits until one of the operations can go on, and has it take effect. Where several can
 * at once it is the first of them; a sleep comes last.
 *
 *   cases      n of them
 *   returns    the place of the one that took effect; its result is in it
 *   suspends   unless one need not wait
 *   cancel     takes effect here, unless one has taken effect
 *   owns       what that operation gives
 *   context    task */
CEDE__FRAME cede_select__args { cede_state cede__state; cede_case *cases; int n; };
CEDE__FRAME cede_select__frame {
    cede_state cede__state;
    cede_case *cases;
    int n, found;
    cede_task *waits;
    cede_task stand_in;             /* in the lines, in its place */
};
CEDE__LEAF(int, cede_select);
cede_async int cede_select(cede_case *cases, int n);

#ifdef __cplusplus
}
#endif
#endif
