/* macros.h: async functions by hand, without the generator.
 *
 * The machine that cedec makes of an async function, as a set of macros: the same
 * frames, steps and descriptions, so functions by hand, generated ones and the
 * library's operations await each other. docs/macros.md shows each macro and what it
 * expands to.
 *
 *     CEDE_FRAME(blink, int pin; int times; int i;);       parameters, then locals
 *     CEDE_DEFINE(blink, cede_sleep);                      what it awaits
 *     CEDE_ASYNC(blink)
 *     {
 *         CEDE_BEGIN;
 *         for (f->i = 0; f->i < f->times; f->i++) {
 *             led_toggle(f->pin);
 *             CEDE_AWAIT(cede_sleep, .duration = cede_ms(500));
 *         }
 *         CEDE_RETURN(0);
 *         CEDE_END;
 *     }
 *
 * Always:
 *   1. f is the frame; what shall live across an await is a member of it;
 *   2. every child's area is behind the whole frame, so one is awaited at a time;
 *   3. a body that is suspended is resumed through f->cede__at where the compiler has
 *      labels as values, else by a switch over the line: then the body can have no
 *      switch of its own, and one does not compile.
 *
 * Freestanding. C99; gcc, clang and tcc have labels as values. Never allocates but
 * where a task is spawned or a call is boxed. */
#ifndef CEDE_MACROS_H
#define CEDE_MACROS_H

#include <cede/core.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what a frame may have as members ------------------------------------------------ */

/* Of CEDE_WITHIN. */
typedef cede__within cede_deadline;

/* Of CEDE_SHIELD, and, with the name `cleanup`, of CEDE_CLEANUP. */
typedef struct cede_hold {
    cede_scope scope;
    int16_t left;       /* CEDE_CLEANUP: the reason of the unwinding; 0: there is none */
} cede_hold;

/* Of CEDE_GROUP: cede_group. Of CEDE_AWAIT_BOXED_INTO: cede_box *. */

/* ---- helpers ------------------------------------------------------------------------- */

#define CEDE__LIST(...) __VA_ARGS__
#define CEDE__CAT(a, b) CEDE__CAT_(a, b)
#define CEDE__CAT_(a, b) a##b
#define CEDE__FIRST(a, ...) a
#define CEDE__SECOND(...) CEDE__SECOND_(__VA_ARGS__)
#define CEDE__SECOND_(a, b, ...) b
#define CEDE__PROBE(...) 0, 1

/* Does not compile where cond is true; the compiler says the name. */
#define CEDE__REFUSE(cond, name) ((void)sizeof (struct { int name : (cond) ? -1 : 1; }))

/* m(f, x) for each x behind the first of the list; m__NONE(f) where there is none. */
#define CEDE__EACH(m, f, ...) CEDE__EACH_OF(CEDE__COUNT(__VA_ARGS__), m, f, __VA_ARGS__)
#define CEDE__EACH_OF(n, ...) CEDE__EACH_OF_(n, __VA_ARGS__)
#define CEDE__EACH_OF_(n, m, f, ...) CEDE__EACH_##n(m, f, __VA_ARGS__)
#define CEDE__COUNT(...) \
    CEDE__COUNT_(__VA_ARGS__, 17, 16, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0)
#define CEDE__COUNT_(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, count, ...) count
#define CEDE__EACH_1(m, f, a)       m##__NONE(f)
#define CEDE__EACH_2(m, f, a, b)    m(f, b)
#define CEDE__EACH_3(m, f, a, b, ...)  m(f, b) CEDE__EACH_2(m, f, a, __VA_ARGS__)
#define CEDE__EACH_4(m, f, a, b, ...)  m(f, b) CEDE__EACH_3(m, f, a, __VA_ARGS__)
#define CEDE__EACH_5(m, f, a, b, ...)  m(f, b) CEDE__EACH_4(m, f, a, __VA_ARGS__)
#define CEDE__EACH_6(m, f, a, b, ...)  m(f, b) CEDE__EACH_5(m, f, a, __VA_ARGS__)
#define CEDE__EACH_7(m, f, a, b, ...)  m(f, b) CEDE__EACH_6(m, f, a, __VA_ARGS__)
#define CEDE__EACH_8(m, f, a, b, ...)  m(f, b) CEDE__EACH_7(m, f, a, __VA_ARGS__)
#define CEDE__EACH_9(m, f, a, b, ...)  m(f, b) CEDE__EACH_8(m, f, a, __VA_ARGS__)
#define CEDE__EACH_10(m, f, a, b, ...) m(f, b) CEDE__EACH_9(m, f, a, __VA_ARGS__)
#define CEDE__EACH_11(m, f, a, b, ...) m(f, b) CEDE__EACH_10(m, f, a, __VA_ARGS__)
#define CEDE__EACH_12(m, f, a, b, ...) m(f, b) CEDE__EACH_11(m, f, a, __VA_ARGS__)
#define CEDE__EACH_13(m, f, a, b, ...) m(f, b) CEDE__EACH_12(m, f, a, __VA_ARGS__)
#define CEDE__EACH_14(m, f, a, b, ...) m(f, b) CEDE__EACH_13(m, f, a, __VA_ARGS__)
#define CEDE__EACH_15(m, f, a, b, ...) m(f, b) CEDE__EACH_14(m, f, a, __VA_ARGS__)
#define CEDE__EACH_16(m, f, a, b, ...) m(f, b) CEDE__EACH_15(m, f, a, __VA_ARGS__)
#define CEDE__EACH_17(m, f, a, b, ...) m(f, b) CEDE__EACH_16(m, f, a, __VA_ARGS__)

/* ---- what a function is: its structs ---------------------------------------------------- */

/* Declares f, which is defined in another file, by cedec or by hand, or further down in
 * this one with CEDE_EXPORT.
 *
 *   T          the result's type
 *   params     its parameters as members: int a; int b; */
#define CEDE_PROTOTYPE(T, f, ...) \
    CEDE__FRAME f##__ret { cede_state cede__state; T value; }; \
    CEDE__DECLARE(extern, f, __VA_ARGS__)
#define CEDE_PROTOTYPE_VOID(f, ...) \
    CEDE__FRAME f##__ret { cede_state cede__state; }; \
    CEDE__DECLARE(extern, f, __VA_ARGS__)

/* The frame of a function of this file that gives an int, and is static.
 *
 *   members    its parameters, then what it keeps across awaits: int pin; int i; */
#define CEDE_FRAME(f, ...) CEDE__FRAME_STATIC(int, f, CEDE__FAILS, __VA_ARGS__)

/* The same with another result. */
#define CEDE_FRAME_OF(T, f, ...) CEDE__FRAME_STATIC(T, f, CEDE__FAILS_OF(T), __VA_ARGS__)
#define CEDE_FRAME_VOID(f, ...) \
    CEDE__FRAME f##__ret { cede_state cede__state; }; \
    enum { f##__flags = 0, f##__result_at = 0, f##__result_size = 0 }; \
    CEDE__DECLARE(static, f, __VA_ARGS__); \
    CEDE_FRAME_EXPORTED(f, __VA_ARGS__)

/* The frame of a function that a CEDE_PROTOTYPE has declared.
 *
 *   members    as above; the parameters stand as in the prototype */
#define CEDE_FRAME_EXPORTED(f, ...) \
    CEDE__FRAME f##__frame { cede_state cede__state; __VA_ARGS__ CEDE__AT_MEMBER }

#define CEDE__FRAME_STATIC(T, f, flags, ...) \
    CEDE__FRAME f##__ret { cede_state cede__state; T value; }; \
    CEDE__RESULT_OF(T, f, flags); \
    CEDE__DECLARE(static, f, __VA_ARGS__); \
    CEDE_FRAME_EXPORTED(f, __VA_ARGS__)

#define CEDE__DECLARE(storage, f, ...) \
    CEDE__FRAME f##__args { cede_state cede__state; __VA_ARGS__ }; \
    CEDE__UNUSED storage cede_status f##__step(void *cede__frame, cede_task *cede__t); \
    CEDE__UNUSED storage const cede_fn f##__fn

#define CEDE__RESULT_OF(T, f, result_flags) \
    enum { \
        f##__flags = (result_flags), \
        f##__result_at = offsetof(struct f##__ret, value), \
        f##__result_size = sizeof (T) \
    }

/* Results of these types fail when they are negative. */
#if defined(__GNUC__) || defined(__TINYC__)
#define CEDE__FAILS_OF(T) \
    (__builtin_types_compatible_p(T, int) || __builtin_types_compatible_p(T, long) ? CEDE__FAILS : 0)
#elif defined(__STDC_VERSION__) && __STDC_VERSION__ >= 201112L
#define CEDE__FAILS_OF(T) (_Generic((T *)0, int *: CEDE__FAILS, long *: CEDE__FAILS, default: 0))
#else
#define CEDE__FAILS_OF(T) this_compiler_cannot_tell_types_apart_so_use_CEDE_FRAME
#endif

/* ---- what a function awaits: its description ----------------------------------------------- */

/* Describes a static function; stands behind its frame and before its body.
 *
 *   callees    up to 16: what it awaits, but for boxed calls. An await of another one
 *              does not compile
 *
 * Where the depth of all of them is known, f__deep is the size of f's part of a block:
 * that of the library's operations and of functions above. CEDE_FAR(g) is for one whose
 * depth is known only when the program runs: f's then is, too. */
#define CEDE_DEFINE(...) CEDE__DEFINE(CEDE__FIRST(__VA_ARGS__, 0), __VA_ARGS__)
#define CEDE_FAR(g) (g)

/* The same for a function that a CEDE_PROTOTYPE has declared, with its plain symbol: other
 * files await and spawn it.
 *
 *   T          its result's type
 *   params     as in C, in parentheses: (int pin, int times)
 *   names      (pin, times), and behind it the callees */
#define CEDE_EXPORT(T, f, params, ...) \
    CEDE__RESULT_OF(T, f, CEDE__FAILS_OF(T)); \
    T f params; \
    CEDE__DESCRIBE(, (cede__plain *)f, f, __VA_ARGS__); \
    CEDE__PLAIN( \
        T f params \
        { \
            struct f##__ret cede__none; \
            CEDE__ENTER(f, CEDE__FIRST(__VA_ARGS__, 0)); \
            cede__zero(&cede__none, sizeof cede__none); \
            return cede__none.value; \
        } \
    ) \
    CEDE__CHECK_NAMES(f, CEDE__FIRST(__VA_ARGS__, 0))
#define CEDE_EXPORT_VOID(f, params, ...) \
    enum { f##__flags = 0, f##__result_at = 0, f##__result_size = 0 }; \
    void f params; \
    CEDE__DESCRIBE(, (cede__plain *)f, f, __VA_ARGS__); \
    CEDE__PLAIN( \
        void f params \
        { \
            CEDE__ENTER(f, CEDE__FIRST(__VA_ARGS__, 0)); \
        } \
    ) \
    CEDE__CHECK_NAMES(f, CEDE__FIRST(__VA_ARGS__, 0))

#define CEDE__DEFINE(f, ...) CEDE__DESCRIBE(static, 0, f, __VA_ARGS__)

/* cedec shall not take the plain symbol of a function that was declared async for its
 * body, where one file has both. */
#ifndef CEDE__CEDEC
#define CEDE__PLAIN(...) __VA_ARGS__
#else
#define CEDE__PLAIN(...)
#endif

#define CEDE__ENTER(f, names) \
    void *cede__area = cede__enter(&f##__fn); \
    if (cede__area) \
        CEDE__ARGS(f, cede__area, 0, CEDE__LIST names)

/* Each parameter lies in the frame where the caller writes it. */
#define CEDE__CHECK_NAMES(f, names) \
    struct f##__checked { int cede__c; CEDE__EACH(CEDE__SAME, f, 0, CEDE__LIST names) }
#define CEDE__SAME(f, x) CEDE__CAT(CEDE__SAME_, CEDE__SECOND(CEDE__PROBE x (), 0, 0))(f, x)
#define CEDE__SAME_1(f, x)
#define CEDE__SAME_0(f, x) \
    int x##_is_not_where_the_prototype_has_it : \
        offsetof(struct f##__frame, x) != offsetof(struct f##__args, x) || \
        sizeof (((struct f##__frame *)0)->x) != sizeof (((struct f##__args *)0)->x) ? -1 : 1;

/* A callee is a name, or (name) where it is far. */
#define CEDE__IS_FAR(g)  CEDE__SECOND(CEDE__PROBE g, 0, 0)
#define CEDE__NAME(g)    CEDE__CAT(CEDE__NAME_, CEDE__IS_FAR(g))(g)
#define CEDE__NAME_0(g)  g
#define CEDE__NAME_1(g)  CEDE__LIST g
#define CEDE__DEPTH(g)   CEDE__CAT(CEDE__DEPTH_, CEDE__IS_FAR(g))(g)
#define CEDE__DEPTH_0(g) g##__deep
#define CEDE__DEPTH_1(g) 0

#define CEDE__AWAITS(f, g)       char CEDE__NAME(g);
#define CEDE__AWAITS__NONE(f)
#define CEDE__AREA(f, g)         char CEDE__NAME(g)[CEDE__DEPTH(g) ? CEDE__DEPTH(g) : 1];
#define CEDE__AREA__NONE(f)
#define CEDE__UNKNOWN(f, g)      || CEDE__DEPTH(g) == 0
#define CEDE__UNKNOWN__NONE(f)
#define CEDE__CALLEE(f, g)       { &CEDE__CAT(CEDE__NAME(g), __fn), f##__at, 0 },
#define CEDE__CALLEE__NONE(f)    { 0, 0, 0 }

/* Chips have no word of RAM to spare for each sum. */
#if __STDC_HOSTED__ && !defined(__AVR__)
#define CEDE__SUM(f) static unsigned f##__sum
#define CEDE__SUM_AT(f) &f##__sum
#else
#define CEDE__SUM(f) struct f##__sum
#define CEDE__SUM_AT(f) 0
#endif

/* The list begins with one that is no callee. n_places is where f->cede__at lies. */
#define CEDE__DESCRIBE(storage, plain_symbol, f, ...) \
    struct f##__awaits { char cede__none; CEDE__EACH(CEDE__AWAITS, f, __VA_ARGS__) }; \
    union f##__areas { char cede__none; CEDE__EACH(CEDE__AREA, f, __VA_ARGS__) }; \
    struct f##__aligned { \
        int a_member_of_the_frame_asks_for_more_alignment_than_frames_have : \
            CEDE__ALIGNOF(struct f##__frame) > CEDE_FRAME_ALIGN ? -1 : 1; \
    }; \
    enum { \
        f##__at = CEDE__ROUND(sizeof (struct f##__frame)), \
        f##__size = CEDE__MAX(CEDE__MAX(sizeof (struct f##__frame), sizeof (struct f##__args)), \
                              sizeof (struct f##__ret)), \
        f##__deep = 0 CEDE__EACH(CEDE__UNKNOWN, f, __VA_ARGS__) ? 0 : \
            CEDE__ROUND(CEDE__MAX((unsigned)f##__size, f##__at + sizeof (union f##__areas))) \
    }; \
    static CEDE__BODY cede__said f##__body(struct f##__frame *cede__f, cede_task *cede__t, \
        struct f##__ret *cede__ret, const struct f##__awaits *cede__awaits); \
    storage cede_status f##__step(void *cede__frame, cede_task *cede__t) \
    { \
        struct f##__ret cede__r; \
        cede_state *cede__state = (cede_state *)cede__frame; \
        cede_status cede__s; \
        if (*cede__state >= CEDE_STATE_UNWOUND) \
            return cede__ended(*cede__state); \
        cede__s = f##__body((struct f##__frame *)cede__frame, cede__t, &cede__r, 0).status; \
        if (cede__s == CEDE_PENDING) \
            return cede__pending(cede__t, cede__frame, f##__step); \
        if (cede__s == CEDE_DONE) \
            *(struct f##__ret *)cede__frame = cede__r; \
        *cede__state = cede__s == CEDE_DONE ? CEDE_STATE_DONE : CEDE_STATE_UNWOUND; \
        return cede__s; \
    } \
    static const cede_callee f##__callees[] = { CEDE__EACH(CEDE__CALLEE, f, __VA_ARGS__) }; \
    CEDE__SUM(f); \
    storage const cede_fn f##__fn = { \
        #f, __FILE__, f##__step, plain_symbol, f##__callees, 0, CEDE__SUM_AT(f), f##__size, f##__deep, \
        f##__result_at, f##__result_size, CEDE__COUNT(__VA_ARGS__) - 1, \
        CEDE__AT_OFFSET(f), f##__flags | CEDE__BY_HAND \
    }

/* ---- the body ------------------------------------------------------------------------------ */

/* The head of f's body; a compound statement follows. */
#define CEDE_ASYNC(name) \
    static CEDE__BODY cede__said name##__body(struct name##__frame *f, cede_task *cede__t, \
        struct name##__ret *cede__ret, const struct name##__awaits *cede__awaits)

/* What a body says; a struct, so that a plain `return` in it does not compile. */
typedef struct cede__said { cede_status status; } cede__said;

static inline cede__said cede__say_status(cede_status s)
{
    cede__said said;
    said.status = s;
    return said;
}

/* How a block, or the body, is left: cede__left. */
enum {
    CEDE__LEFT_END,         /* at its end */
    CEDE__LEFT_ELSE,        /* unwound, and this block takes it */
    CEDE__LEFT_RETURN,
    CEDE__LEFT_LEAVE,       /* CEDE_LEAVE */
    CEDE__LEFT_UNWIND,
    CEDE__LEFT_CLEANUP = 8  /* or-ed: from behind CEDE_CLEANUP */
};

/* Opens the body; before it there may be declarations. */
#define CEDE_BEGIN \
    enum { cede__in_cleanup = 0, cede__in_group = 0 }; \
    cede_status cede__s = CEDE_DONE; \
    uint8_t cede__left = CEDE__LEFT_END; \
    CEDE__RESUME; \
    (void)f, (void)cede__t, (void)cede__ret, (void)cede__awaits, (void)cede__s; \
cede__again: \
    switch (cede__way) { \
    default: \
        return cede__say_status(CEDE_UNWOUND); \
    case 0: \
        CEDE__NO_SWITCH

/* Closes it. Who arrives here returns zeros. */
#define CEDE_END \
        CEDE_RETURN_VOID; \
    CEDE__LEFT_HERE \
        if (cede__left == CEDE__LEFT_UNWIND || cede__left == CEDE__LEFT_LEAVE) { \
            cede__way = CEDE__WAY_CLEANUP; \
            goto cede__again; \
        } \
        return cede__say_status(cede__left_body(cede__t, cede__left)); \
    } \
    cede__zero(cede__ret, sizeof *cede__ret); \
    return cede__say_status(CEDE_DONE)

/* A return while the cleanup was reached by unwinding goes on with that. */
static inline cede_status cede__left_body(cede_task *t, unsigned left)
{
    cede_status s = left & CEDE__LEFT_UNWIND ? CEDE_UNWOUND : CEDE_DONE;
    if (left & CEDE__LEFT_CLEANUP) {
        cede_hold *h = (cede_hold *)(void *)t->scope;
        cede__hold_end(t, &h->scope);
        if (h->left)
            s = CEDE_UNWOUND;
    }
    return s;
}

/* Ends the function with a result. Not inside of CEDE_GROUP: leave that with break. */
#define CEDE_RETURN(result) \
    do { \
        CEDE__NOT_IN_GROUP; \
        cede__ret->value = (result); \
        CEDE__GO(CEDE__LEFT_RETURN); \
    } while (0)

/* The same for void, and zeros for others. */
#define CEDE_RETURN_VOID \
    do { \
        CEDE__NOT_IN_GROUP; \
        cede__zero(cede__ret, sizeof *cede__ret); \
        CEDE__GO(CEDE__LEFT_RETURN); \
    } while (0)

/* A label, `CEDE_CLEANUP:`, once, between CEDE_BEGIN and CEDE_END and in no inner block:
 * an unwinding goes on here, and so does who arrives from above, or with CEDE_LEAVE. What
 * follows may await; signals are held back meanwhile. Its CEDE_RETURN or CEDE_END ends
 * the function: unwound, where that is why it was reached. A CEDE_RETURN above it does
 * not come here. The frame has a member `cede_hold cleanup;`. */
#define CEDE_CLEANUP \
        cede__left = CEDE__LEFT_END; \
        goto cede__to_cleanup; \
    case CEDE__WAY_CLEANUP: \
    cede__to_cleanup: \
        cede__cleanup_begin(cede__t, &f->cleanup, cede__left); \
        enum { cede__in_cleanup = 1 }; \
        goto cede__cleanup; \
    cede__cleanup

static inline void cede__cleanup_begin(cede_task *t, cede_hold *h, unsigned left)
{
    h->left = left & CEDE__LEFT_UNWIND ? (int16_t)cede__reason(t) : 0;
    cede__hold_begin(t, &h->scope);
}

/* Goes to CEDE_CLEANUP from above it. Not inside of CEDE_GROUP. */
#define CEDE_LEAVE \
    do { \
        CEDE__NOT_IN_GROUP; \
        CEDE__REFUSE(cede__in_cleanup, CEDE_LEAVE_stands_behind_CEDE_CLEANUP); \
        if (0) \
            goto cede__to_cleanup; \
        CEDE__GO(CEDE__LEFT_LEAVE); \
    } while (0)

/* Behind CEDE_CLEANUP: why the function unwinds, a negative errno; 0: it does not. */
#define CEDE_LEAVING (f->cleanup.left)

#define CEDE__NOT_IN_GROUP \
    CEDE__REFUSE(cede__in_group, inside_of_CEDE_GROUP_so_leave_that_with_break_first)

/* ---- awaits ----------------------------------------------------------------------------------- */

/* Awaits a call; a statement.
 *
 *   g          an async function, by name
 *   ...        its arguments, by name (.duration = cede_ms(5)) or in order */
#define CEDE_AWAIT(...) CEDE__AWAIT((void)0, __VA_ARGS__, )

/* The same, and stores its result in x. */
#define CEDE_AWAIT_INTO(x, ...) CEDE__AWAIT_INTO(x, __VA_ARGS__, )
#define CEDE__AWAIT_INTO(x, g, ...) CEDE__AWAIT((x) = CEDE__RESULT(g, CEDE__CHILD), g, __VA_ARGS__)

/* The result of the last await, which was of g; until the next one. */
#define CEDE_RESULT(g) CEDE__RESULT(g, CEDE__CHILD)

/* The area behind the frame. */
#define CEDE__CHILD CEDE__AT(f, CEDE__ROUND(sizeof *f))

#define CEDE__AWAIT(then, g, ...) \
    do { \
        (void)sizeof cede__awaits->g; \
        CEDE__ARGS(g, CEDE__CHILD, 0, __VA_ARGS__); \
        CEDE__WAIT(&g##__fn, g##__step(CEDE__CHILD, cede__t)); \
        if (cede__s == CEDE_UNWOUND) \
            CEDE__GO(CEDE__LEFT_UNWIND); \
        then; \
    } while (0)

/* Awaits a call whose frame comes from the loop's memory: recursion, or a rare deep one.
 * The callee is not listed.
 *
 *   x          gets the result, a number; -ENOMEM where there is no memory
 *   box        a member: cede_box *box; */
#define CEDE_AWAIT_BOXED_INTO(x, box, ...) CEDE__AWAIT_BOXED(x, box, __VA_ARGS__, )

#define CEDE__AWAIT_BOXED(x, box, g, ...) \
    do { \
        (box) = cede__box_new(cede__t, &g##__fn); \
        if (!(box)) { \
            (x) = CEDE__NO_MEMORY; \
            break; \
        } \
        CEDE__ARGS(g, cede__box_frame(box), 0, __VA_ARGS__); \
        cede__box_enter(cede__t, (box)); \
        CEDE__WAIT(0, cede__box_status(box)); \
        if (cede__s == CEDE_DONE) \
            (x) = CEDE__RESULT(g, cede__box_frame(box)); \
        cede__box_free(cede__t, (box)); \
        if (cede__s == CEDE_UNWOUND) \
            CEDE__GO(CEDE__LEFT_UNWIND); \
    } while (0)

/* ---- blocks -------------------------------------------------------------------------------------
 *
 *     CEDE_WITHIN (f->limit, cede_ms(100)) {
 *         …
 *     } CEDE_EXPIRED (f->limit) {
 *         …
 *     } CEDE_WITHIN_END;
 *
 *     CEDE_GROUP (f->g) {
 *         CEDE_SPAWN(&f->g, child, .n = 1);
 *     } CEDE_FAILED (f->g) {
 *         …
 *     } CEDE_GROUP_END (f->g);
 *
 *     CEDE_SHIELD (f->hold) {
 *         …
 *     } CEDE_SHIELD_END (f->hold);
 *
 * Each part is the body of a do … while (0): break and continue leave it, as its end
 * does. CEDE_RETURN may stand in them but for CEDE_GROUP's; goto out of them may not. */

/* A deadline for the block; when it passes, the block is unwound, and the other one runs.
 *
 *   m          a member: cede_deadline limit; */
#define CEDE_WITHIN(m, duration) \
    do { \
        cede__within_begin(cede__t, &(m), (duration)); \
        CEDE__OPEN \
        do
#define CEDE_WITHIN_UNTIL(m, time) \
    do { \
        cede__within_until(cede__t, &(m), (time)); \
        CEDE__OPEN \
        do
#define CEDE_EXPIRED(m) \
        while (0); \
        CEDE__SHUT \
        cede__left = cede__left_within(cede__t, &(m), cede__left); \
        if (cede__left > CEDE__LEFT_ELSE) \
            CEDE__GO_ON; \
        if (cede__left == CEDE__LEFT_ELSE) \
            do
#define CEDE_WITHIN_END \
            while (0); \
    } while (0)

static inline uint8_t cede__left_within(cede_task *t, cede__within *w, uint8_t left)
{
    if (!(left & CEDE__LEFT_UNWIND))
        cede__within_end(t, w);
    else if (cede__within_takes(t, w))
        return CEDE__LEFT_ELSE;
    return left;
}

/* Cancellation and deadlines from outside wait until the block has ended.
 *
 *   m          a member: cede_hold hold; */
#define CEDE_SHIELD(m) \
    do { \
        cede__hold_begin(cede__t, &(m).scope); \
        CEDE__OPEN \
        do
#define CEDE_SHIELD_END(m) \
        while (0); \
        CEDE__SHUT \
        cede__hold_end(cede__t, &(m).scope); \
        if (cede__left) \
            CEDE__GO_ON; \
    } while (0)

/* Leaving the block awaits the tasks that were spawned into &m. When one fails, its
 * siblings are cancelled, the block is unwound, and the other one runs.
 *
 *   m          a member: cede_group g;
 *   flags      may be left out; CEDE_ISOLATE */
#define CEDE_GROUP(...) CEDE__GROUP_(__VA_ARGS__, 0, 0)
#define CEDE__GROUP_(m, flags, ...) \
    do { \
        cede__group_begin(cede__t, &(m), (flags)); \
        CEDE__OPEN \
        enum { cede__in_group = 1 }; \
        do
#define CEDE_FAILED(m) \
        while (0); \
        CEDE__SHUT \
        CEDE__WAIT(0, cede__group_wait(&(m), cede__t)); \
        cede__left = cede__left_group(cede__t, &(m), cede__s, cede__left); \
        if (cede__left > CEDE__LEFT_ELSE) \
            CEDE__GO(CEDE__LEFT_UNWIND); \
        CEDE__OPEN \
        if (cede__left == CEDE__LEFT_ELSE) \
            do
#define CEDE_GROUP_END(m) \
            while (0); \
        CEDE__SHUT \
        cede__group_end(&(m)); \
        if (cede__left) \
            CEDE__GO_ON; \
    } while (0)

/* Where it waited for its tasks, only the signal that is still there tells why the block
 * is left. */
static inline uint8_t cede__left_group(cede_task *t, cede_group *g, cede_status s, uint8_t left)
{
    if (s == CEDE_DONE && !(left & CEDE__LEFT_UNWIND)) {
        cede__group_pop(t, g);
        return CEDE__LEFT_END;
    }
    if (cede__group_takes(t, g))
        return CEDE__LEFT_ELSE;
    cede__group_end(g);
    return CEDE__LEFT_UNWIND;
}

/* ---- tasks ----------------------------------------------------------------------------------------- */

/* A call of an async function by hand, with named arguments, where keywords.h wants a call:
 * cede_detach(CEDE_CALL(blink, .pin = 13)). It has no value. */
#define CEDE_CALL(...) CEDE__CALL(__VA_ARGS__, )
#define CEDE__CALL(f, ...) \
    cede__enter_with(&f##__fn, &(struct f##__args){ 0, __VA_ARGS__ }, sizeof (struct f##__args))

static inline void cede__enter_with(const cede_fn *fn, const void *args, size_t n)
{
    void *area = cede__enter(fn);
    if (area)
        cede__copy(area, args, n);
}

/* Starts a call as a new task of a group; without memory the group fails.
 *
 *   g          cede_group *
 *   ...        the function and its arguments, as for CEDE_AWAIT */
#define CEDE_SPAWN(g, ...) ((void)cede__spawn_or_fail(g, CEDE_CALL(__VA_ARGS__)))

/* The same; an int: 0, -ENOMEM or, above the group's limit, -EAGAIN. */
#define CEDE_TRY_SPAWN(g, ...) cede_spawn(g, CEDE_CALL(__VA_ARGS__))

/* The same as CEDE_SPAWN, and *x gets the result when the task has ended. */
#define CEDE_SPAWN_INTO(g, x, ...) CEDE__SPAWN_CALL_INTO(g, x, __VA_ARGS__, )
#define CEDE__SPAWN_CALL_INTO(g, x, f, ...) \
    ((void)CEDE__ARMED(CEDE__CHECK_INTO(x, CEDE__RESULT(f, 0)), cede__spawned_or_fail(), (g), (x), \
        (unsigned)sizeof *(x), CEDE__ARM_SPAWN, CEDE__CALL(f, __VA_ARGS__)))

/* The same; the task's handle, or null. */
#define CEDE_SPAWN_TASK(g, ...) cede_spawn_task(g, CEDE_CALL(__VA_ARGS__))

/* Runs a call in a loop made for it (hosted): cede_run and cede_main. */
#define CEDE_RUN(...)  cede_run(CEDE_CALL(__VA_ARGS__))
#define CEDE_MAIN(...) cede_main(CEDE_CALL(__VA_ARGS__))

/* A static block for one task of f: `CEDE_TASK(blinker, blink);` at file scope. The first
 * one needs f's depth to be known, the second one says how many bytes its frames may have;
 * one that is too small stops the program when the task is started. */
#define CEDE_TASK(name, f) \
    CEDE_TASK_SIZED(name, f, f##__deep + 0 * sizeof (struct { \
        int f##_awaits_one_that_is_far_so_use_CEDE_TASK_SIZED : f##__deep ? 1 : -1; }))
#define CEDE_TASK_SIZED(name, f, bytes) \
    CEDE__UNUSED static union { \
        cede_time cede__align; \
        unsigned char cede__bytes[sizeof (cede_task) + CEDE__ROUND((bytes) + 0 * sizeof (struct f##__args))]; \
    } name##__blocks[1] CEDE__TASK_LABEL(name, f); \
    CEDE__UNUSED static const cede_static name = { name##__blocks, (unsigned)(sizeof name##__blocks[0] - sizeof (cede_task)), 1 }

/* Starts a call in a static block, as a task of the loop; no allocator.
 *
 *   task       what CEDE_TASK has named
 *   returns    0; -EBUSY while the one before it runs */
#define CEDE_START(task, ...) cede_start(&(task), CEDE_CALL(__VA_ARGS__))

/* ---- how a body is resumed ------------------------------------------------------------------------- */

#if (defined(__GNUC__) || defined(__TINYC__)) && !defined(CEDE_NO_LABELS_AS_VALUES)

/* Labels as values. Each wait keeps its own place in the frame: a description with the
 * label, or the label alone. cede__leave is the label of the innermost block. */
#define CEDE__WAITING 1
#define CEDE__WAY_CLEANUP 1
#define CEDE__NO_SWITCH

#if defined(__clang__) || defined(__TINYC__)
#define CEDE__BODY __attribute__((noinline))
#else
#define CEDE__BODY __attribute__((__noinline__, __noclone__))   /* a label has one address */
#endif

#define CEDE__GO_ON goto cede__leave
#define CEDE__GO(how) \
    do { \
        cede__left = (how) | (cede__in_cleanup ? CEDE__LEFT_CLEANUP : 0); \
        CEDE__GO_ON; \
    } while (0)

#define CEDE__OPEN { __label__ cede__leave; if (0) goto cede__leave;
#define CEDE__SHUT cede__left = CEDE__LEFT_END; cede__leave: ; }
#define CEDE__LEFT_HERE cede__leave:

#ifndef CEDE_NO_INTROSPECTION
#define CEDE__AT_MEMBER const cede__point *cede__at;
#define CEDE__RESUME_AT f->cede__at->resume
#define CEDE__HERE_IS(callee) static const cede__point cede__p = { &&cede__here, callee, __LINE__ }
#define CEDE__HERE_AT &cede__p
#define CEDE__AT_OFFSET(f) offsetof(struct f##__frame, cede__at)
#else
#define CEDE__AT_MEMBER void *cede__at;
#define CEDE__RESUME_AT f->cede__at
#define CEDE__HERE_IS(callee) (void)0
#define CEDE__HERE_AT &&cede__here
#define CEDE__AT_OFFSET(f) 0
#endif

#define CEDE__RESUME \
    uint8_t cede__way = 0; \
    (void)&&cede__again;            /* clang wants one label's value before a goto to any */ \
    if (f->cede__state == CEDE__WAITING) \
        goto *CEDE__RESUME_AT

#define CEDE__WAIT(callee, step) \
    do { \
        __label__ cede__here; \
        CEDE__HERE_IS(callee); \
    cede__here: \
        cede__s = (step); \
        if (cede__s == CEDE_PENDING) { \
            f->cede__at = CEDE__HERE_AT; \
            f->cede__state = CEDE__WAITING; \
            return cede__say_status(CEDE_PENDING); \
        } \
    } while (0)

#else

/* A switch over the line. A block's way out is a case too, and cede__leave its constant.
 * Two waits, or two blocks that begin, do not fit in one line. */
#define CEDE__WAY_CLEANUP 0x20000ul
#define CEDE__WAY_LEAVE 0x10000ul
#define CEDE__BODY

#define CEDE__GO_ON do { cede__way = CEDE__WAY_LEAVE + cede__leave; goto cede__again; } while (0)
#define CEDE__GO(how) \
    do { \
        cede__left = (how) | (cede__in_cleanup ? CEDE__LEFT_CLEANUP : 0); \
        CEDE__GO_ON; \
    } while (0)

#define CEDE__OPEN { enum { cede__leave = __LINE__ };
#define CEDE__SHUT \
    cede__left = CEDE__LEFT_END; \
    goto CEDE__CAT(cede__shut_, __LINE__); \
    case CEDE__WAY_LEAVE + cede__leave: \
    CEDE__CAT(cede__shut_, __LINE__): ; }
#define CEDE__LEFT_HERE case CEDE__WAY_LEAVE:

#ifndef CEDE_NO_INTROSPECTION
#define CEDE__AT_MEMBER const cede__point *cede__at;
#define CEDE__AT_OFFSET(f) offsetof(struct f##__frame, cede__at)
#define CEDE__HERE_IS(callee) \
    do { \
        static const cede__point cede__p = { 0, callee, __LINE__ }; \
        f->cede__at = &cede__p; \
    } while (0)
#else
#define CEDE__AT_MEMBER
#define CEDE__AT_OFFSET(f) 0
#define CEDE__HERE_IS(callee) (void)0
#endif

#define CEDE__RESUME \
    enum { cede__leave = 0 }; \
    unsigned long cede__way = f->cede__state

#define CEDE__WAIT(callee, step) \
    do { \
        CEDE__REFUSE(__LINE__ >= CEDE_STATE_UNWOUND, a_state_word_is_too_small_for_this_line); \
        goto CEDE__CAT(cede__at_, __LINE__); \
    case __LINE__: \
    CEDE__CAT(cede__at_, __LINE__): \
        cede__s = (step); \
        if (cede__s == CEDE_PENDING) { \
            CEDE__HERE_IS(callee); \
            f->cede__state = __LINE__; \
            return cede__say_status(CEDE_PENDING); \
        } \
    } while (0)

/* From CEDE_BEGIN on the constant is 1, and a switch does not compile. Headers of the C
 * library come before this one. */
enum { cede__in_body = 0 };
#define CEDE__NO_SWITCH ; enum { cede__in_body = 1 }
#ifndef __cplusplus
#define switch(x) switch (CEDE__REFUSE(cede__in_body, \
    this_compiler_has_no_labels_as_values_so_an_async_function_by_hand_has_no_switch), (x))
#endif

#endif

#ifdef __cplusplus
}
#endif
#endif
