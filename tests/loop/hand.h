/* hand.h: async functions by hand, for tests that must not depend on the generator.
 *
 *     HAND(greet, struct conn)                     async int greet(struct conn *c)
 *     {
 *         HAND_BEGIN(greet);
 *         HAND_AWAIT(cede_write_all, c->s, "hello", 5);
 *         c->n = HAND_RESULT(cede_write_all);
 *       leave:                                     however it is left: what it owes
 *         HAND_AWAIT(cede_stream_close, c->s);
 *         HAND_END(c->n);                          the result, unless it was unwound
 *     }
 *
 * Locals that live across an await are members of *c. One switch, labels by line. */
#ifndef TESTS_HAND_H
#define TESTS_HAND_H

#define CEDE__GENERATED 1
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <cmocka.h>
#include <cede.h>

enum { HAND_CHILD = 192 };      /* of the largest operation's frame */

#define HAND(f, C) \
    CEDE__FRAME f##__args { cede_state cede__state; C *c; }; \
    CEDE__FRAME f##__ret { cede_state cede__state; int value; }; \
    CEDE__FRAME f##__frame { cede_state cede__state; C *c; int unwound; }; \
    static cede_status f##__step(void *, cede_task *); \
    static int f(C *); \
    static const cede_fn f##__fn = { \
        #f, __FILE__, f##__step, (cede__plain *)f, 0, 0, 0, sizeof (struct f##__frame), \
        CEDE__ROUND(sizeof (struct f##__frame)) + HAND_CHILD, \
        offsetof(struct f##__ret, value), sizeof (int), 0, 0, CEDE__FAILS \
    }; \
    static int f(C *c) \
    { \
        void *area = cede__enter(&f##__fn); \
        if (area) \
            CEDE__ARGS(f, area, 0, c); \
        return 0; \
    } \
    static cede_status f##__step(void *hand__frame, cede_task *hand__t)

#define HAND_AREA CEDE__AT(hand__f, CEDE__ROUND(sizeof *hand__f))

#define HAND_BEGIN(f) \
    struct f##__frame *hand__f = hand__frame; \
    cede_step *const hand__step = f##__step; \
    __typeof__(hand__f->c) c = hand__f->c; \
    cede_status hand__s; \
    switch (hand__f->cede__state) { \
    default: return cede__ended(hand__f->cede__state); \
    case 0: \
    hand__f->unwound = 0

#define HAND_WAIT(step) \
    do { \
        hand__f->cede__state = __LINE__; \
        __attribute__((__fallthrough__)); \
    case __LINE__: \
        hand__s = (step); \
        if (hand__s == CEDE_PENDING) \
            return cede__pending(hand__t, hand__f, hand__step); \
    } while (0)

#define HAND_AWAIT(op, ...) \
    do { \
        CEDE__ARGS(op, HAND_AREA, 0, __VA_ARGS__); \
        HAND_WAIT(op##__step(HAND_AREA, hand__t)); \
        if (hand__s == CEDE_UNWOUND) { \
            hand__f->unwound = 1; \
            goto leave; \
        } \
    } while (0)

/* Waits for a group's tasks, and forgets what they failed of. Also behind `leave`. */
#define HAND_GROUP_END(g) \
    do { \
        HAND_WAIT(cede__group_wait((g), hand__t)); \
        if (hand__s == CEDE_UNWOUND && !cede__group_takes(hand__t, (g))) \
            hand__f->unwound = 1; \
        else if (hand__s != CEDE_UNWOUND) \
            cede__group_pop(hand__t, (g)); \
        cede__group_end(g); \
    } while (0)

#define HAND_RESULT(op) CEDE__RESULT(op, HAND_AREA)

#define HAND_END(result) \
    } \
    do { \
        int hand__value = hand__f->unwound ? 0 : (int)(result); \
        cede_status hand__end = hand__f->unwound ? CEDE_UNWOUND : CEDE_DONE; \
        hand__f->cede__state = hand__f->unwound ? CEDE_STATE_UNWOUND : CEDE_STATE_DONE; \
        if (hand__end == CEDE_DONE) \
            ((CEDE__FRAME { cede_state cede__state; int value; } *)hand__frame)->value = hand__value; \
        return hand__end; \
    } while (0)

#endif
