/* leaf.h: what the lean core's operations share. */
#ifndef CEDE_LEAN_LEAF_H
#define CEDE_LEAN_LEAF_H

#include <cede/core.h>

/* Ends a leaf with its result, which lies over what it waited with. */
#define CEDE__LEAF_DONE(f, frame, result) \
    (CEDE__RESULT(f, frame) = (result), CEDE_DONE)

/* The step of f in this profile. */
#ifdef CEDE_NO_CANCEL
#define CEDE__STEP(f) f##__step_without_cancel
#else
#define CEDE__STEP(f) f##__step
#endif

/* Who waits, where only one task may: it is written before it looks at what it waits for,
 * which others write before they look who waits. */
static inline void cede__begin_waiting(cede_task **waiter, cede_task *t)
{
#ifndef NDEBUG
    if (*waiter && *waiter != t)
        cede_port_stop();
#endif
    *(cede_task *volatile *)waiter = t;
}

static inline void cede__wake_waiter(cede_task **waiter)
{
    cede_task *t = *(cede_task *volatile *)waiter;
    if (t)
        cede_wake(t);
}

/* Descriptions; the linker drops those that nobody asks. */
#define CEDE__LEAF_FN(f, flags) \
    const cede_fn f##__fn = { \
        #f, "cede", CEDE__STEP(f), 0, 0, 0, 0, f##__size, f##__deep, \
        offsetof(struct f##__ret, value), sizeof (((struct f##__ret *)0)->value), 0, 0, flags \
    }

#endif
