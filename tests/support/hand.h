/* hand.h: async functions by hand, on the frame contract alone, for tests of the core.
 *
 * One frame holds parameters and locals; the child's area lies behind it. A body is a
 * switch over the state word, so it has no switch of its own around an await.
 *
 *     HAND(wait_for, cede_duration d;, int tries;, cede_sleep__deep)
 *     {
 *         HAND_BEGIN(wait_for);
 *         HAND_AWAIT(cede_sleep, self->d);
 *         HAND_RETURN(wait_for, self->tries);
 *         HAND_LEAVE(wait_for);                   an unwinding arrives here…
 *         event("unwound by %d", cede__reason(t));
 *         HAND_UNWIND();                          …and goes on (state 1 leads here again)
 *     }
 *     HAND_DEFINE(wait_for, (cede_duration d), d)
 *
 * Inside, `self` is the frame, `t` the task, `child` the child's area, `s` a status. */
#ifndef HAND_H
#define HAND_H

#include <cede/frame.h>

#define HAND(f, params, locals, child_bytes) \
    CEDE__FRAME f##__args { cede_state cede__state; params }; \
    CEDE__FRAME f##__frame { cede_state cede__state; params locals }; \
    CEDE__FRAME f##__ret { cede_state cede__state; int value; }; \
    enum { f##__at = CEDE__ROUND(sizeof (struct f##__frame)), f##__deep = f##__at + (child_bytes) }; \
    static cede_status f##__body(struct f##__frame *self, cede_task *t, void *child); \
    CEDE__UNUSED static cede_status f##__step(void *frame, cede_task *t) \
    { \
        return f##__body(frame, t, CEDE__AT(frame, f##__at)); \
    } \
    static cede_status f##__body(struct f##__frame *self, cede_task *t, void *child)

#define HAND_BEGIN(f) \
    cede_step *const step = f##__step; \
    cede_status s = CEDE_PENDING; \
    (void)step, (void)s, (void)child, (void)t; \
    if (self->cede__state >= CEDE_STATE_UNWOUND) \
        return cede__ended(self->cede__state); \
    switch (self->cede__state) { \
    case 0:

/* Waits for a step that is written out: any expression with a status. Several
 * statements: braces where C wants one. */
#define HAND_STEP(expression) HAND_STEP_AT(expression, __COUNTER__ + 1)
#define HAND_STEP_AT(expression, n) HAND_STEP_AT_(expression, n)
#define HAND_STEP_AT_(expression, n) \
    /* fall through */ \
    case (n): \
        self->cede__state = (n); \
        s = (expression); \
        if (s == CEDE_PENDING) \
            return cede__pending(t, self, step); \
        if (s == CEDE_UNWOUND) \
            goto leave

#define HAND_AWAIT(f, ...) \
        CEDE__ARGS(f, child, 0, __VA_ARGS__); \
        HAND_STEP(f##__step(child, t))
#define HAND_AWAIT0(f) \
        *(cede_state *)child = 0; \
        HAND_STEP(f##__step(child, t))
#define HAND_RESULT(f) CEDE__RESULT(f, child)

#define HAND_RETURN(f, result) \
        do { \
            int hand__r = (result); \
            CEDE__RESULT(f, self) = hand__r; \
            self->cede__state = CEDE_STATE_DONE; \
            return CEDE_DONE; \
        } while (0)

#define HAND_LEAVE(f) \
    } \
    leave: CEDE__UNUSED;

#define HAND_UNWIND() \
    do { \
        self->cede__state = CEDE_STATE_UNWOUND; \
        return CEDE_UNWOUND; \
    } while (0)

/* Another end, in place of HAND_LEAVE: however the body is left, what it owes is done
 * here, and may await. The frame has a local `int unwound;`.
 *
 *     HAND_FINALLY();
 *     HAND_WAIT(cede__group_wait(&self->c->g, t));
 *     HAND_AWAIT(cede_stream_close, self->s);
 *     HAND_END(f, result);                        unless it was unwound */
#define HAND_FINALLY() \
    leave: \
        self->unwound = s == CEDE_UNWOUND

/* As HAND_STEP, but goes on with an UNWOUND, in `s`. */
#define HAND_WAIT(expression) HAND_WAIT_AT(expression, __COUNTER__ + 1)
#define HAND_WAIT_AT(expression, n) HAND_WAIT_AT_(expression, n)
#define HAND_WAIT_AT_(expression, n) \
    /* fall through */ \
    case (n): \
        self->cede__state = (n); \
        s = (expression); \
        if (s == CEDE_PENDING) \
            return cede__pending(t, self, step)

#define HAND_END(f, result) \
        if (self->unwound) \
            HAND_UNWIND(); \
        HAND_RETURN(f, result); \
    } \
    return cede__ended(self->cede__state)

/* A body that is one group's block: in a function with result int, a failure is
 * carried on. The frame has a member g. */
#define HAND_GROUP(f, flags) \
    HAND_BEGIN(f); \
    cede__group_begin(t, &self->g, flags)
#define HAND_GROUP_END(f) \
    HAND_STEP(cede__group_wait(&self->g, t)); \
    cede__group_pop(t, &self->g); \
    cede__group_end(&self->g); \
    HAND_RETURN(f, 0); \
    HAND_LEAVE(f); \
    self->cede__state = 1; \
    s = cede__group_wait(&self->g, t); \
    if (s == CEDE_PENDING) \
        return cede__pending(t, self, step); \
    if (cede__group_takes(t, &self->g)) { \
        int hand__error = cede_group_error(&self->g); \
        cede__group_end(&self->g); \
        HAND_RETURN(f, hand__error); \
    } \
    cede__group_end(&self->g); \
    HAND_UNWIND()

/* The description and the plain symbol. */
#define HAND_DEFINE_FLAGS(f, fn_flags, parameters, ...) \
    HAND_FN(f, fn_flags, parameters) \
    CEDE__UNUSED static int f parameters \
    { \
        void *area = cede__enter(&f##__fn); \
        if (area) \
            CEDE__ARGS(f, area, 0, __VA_ARGS__); \
        return 0; \
    }
#define HAND_DEFINE(f, parameters, ...) HAND_DEFINE_FLAGS(f, CEDE__FAILS, parameters, __VA_ARGS__)
#define HAND_DEFINE0(f) \
    HAND_FN(f, CEDE__FAILS, (void)) \
    CEDE__UNUSED static int f(void) \
    { \
        void *area = cede__enter(&f##__fn); \
        if (area) \
            *(cede_state *)area = 0; \
        return 0; \
    }
#define HAND_FN(f, fn_flags, parameters) \
    static int f parameters; \
    CEDE__UNUSED static const cede_fn f##__fn = { \
        #f, "hand", f##__step, (cede__plain *)f, NULL, NULL, NULL, sizeof (struct f##__frame), f##__deep, \
        offsetof(struct f##__ret, value), sizeof (int), 0, 0, fn_flags \
    };

#endif
