/* frame.h: the contract between generated code and the runtime.
 *
 * What cedec emits, what <cede/macros.h> expands to and what the library's leaf
 * operations are written in; nobody else needs to read it. The rules are in
 * docs/abi.md; the names that begin with cede__ are not for users.
 *
 * Always:
 *   1. a frame begins with its state word and at a multiple of CEDE_FRAME_ALIGN;
 *   2. a step that says DONE or UNWOUND has stored CEDE_STATE_DONE or
 *      CEDE_STATE_UNWOUND (leaves need not), and says the same when stepped again;
 *   3. whoever links a node that lies in a frame unlinks it before the frame ends.
 *
 * Freestanding: stddef.h, stdint.h, string.h's memcpy. C99, and declarations for C++. */
#ifndef CEDE_FRAME_H
#define CEDE_FRAME_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cede/time.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Raised when old generated files no longer fit; they carry it and check it. */
#define CEDE_ABI 2

typedef struct cede_task cede_task;
typedef struct cede_group cede_group;
typedef struct cede_loop cede_loop;
typedef struct cede_fn cede_fn;
typedef struct cede_box cede_box;

/* What a prototype in a header may carry besides C: words of cedec's, which an
 * ordinary compiler shall not see. */
#ifndef CEDE__CEDEC
#define cede_async
#define cede_async_iter(T) T
#define CEDE_VALUE
#define CEDE_BLOCKING           /* a call holds the loop up: cedec warns where an async function makes one */
#endif

/* In front of a pointer parameter: the function leaves no copy of it, or of a pointer made
 * of it, where it is found when the call is over, its result included. So a local whose
 * address is handed over needs no place in the frame for that. A false promise is a wrong
 * program. Of async functions it means nothing. */
#if defined(CEDE__CEDEC)
#define CEDE_NOESCAPE __attribute__((__noescape__))
#elif defined(__has_attribute)
#if __has_attribute(__noescape__)
#define CEDE_NOESCAPE __attribute__((__noescape__))
#endif
#endif
#ifndef CEDE_NOESCAPE
#define CEDE_NOESCAPE
#endif

/* ---- steps --------------------------------------------------------------- */

/* One byte where an int is two registers. */
#if defined(__AVR__)
#define CEDE__BYTE __attribute__((__packed__))
#else
#define CEDE__BYTE
#endif

/* What a step says. DONE is 0: it is what a caller tests for. */
typedef enum CEDE__BYTE cede_status {
    CEDE_DONE,      /* ended; the result is in f__ret */
    CEDE_UNWOUND,   /* ended without a result */
    CEDE_PENDING,   /* suspended; the task will be made ready */
    CEDE_YIELDED,   /* an async_iter offers a value */
    CEDE__GONE      /* of a task that had ended: it may be freed by now */
} cede_status;

/* The state word. 0: not started. The last two: ended, and what to say when
 * stepped again; all others belong to the function. */
#if defined(__AVR__)
typedef uint8_t cede_state;
#define CEDE_STATE_DONE    0xFFu
#define CEDE_STATE_UNWOUND 0xFEu
#else
typedef uint16_t cede_state;
#define CEDE_STATE_DONE    0xFFFFu
#define CEDE_STATE_UNWOUND 0xFFFEu
#endif

typedef cede_status cede_step(void *frame, cede_task *t);
typedef void cede__plain(void);         /* a plain symbol, whatever its type */
#ifdef CEDE_LEAN                        /* nothing is called through pointers */
#define CEDE__PLAIN_OF(f) 0
#else
#define CEDE__PLAIN_OF(f) ((cede__plain *)f)
#endif

#if defined(__GNUC__)
#define CEDE__FRAME  struct __attribute__((__may_alias__))
#define CEDE__UNUSED __attribute__((__unused__))
#define CEDE__COLD   __attribute__((__cold__, __noinline__))
#define CEDE__APART  __attribute__((__noinline__))
#define CEDE__UNLIKELY(x) __builtin_expect(!!(x), 0)
#elif defined(__TINYC__)                /* has no type-based aliasing */
#define CEDE__FRAME  struct
#define CEDE__UNUSED __attribute__((unused))
#define CEDE__COLD
#define CEDE__APART
#define CEDE__UNLIKELY(x) (x)
#elif defined(CEDE_NO_STRICT_ALIASING)
#define CEDE__FRAME  struct
#define CEDE__UNUSED
#define CEDE__COLD
#define CEDE__APART
#define CEDE__UNLIKELY(x) (x)
#else
#error "cede: frames are reused for one type after another. This compiler has no may_alias attribute: switch its type-based aliasing off and define CEDE_NO_STRICT_ALIASING"
#endif

/* Every frame begins at a multiple of this; what needs more rounds up itself. Small chips
 * access 64 bits in words, which need no more. */
#if defined(__AVR__)
#define CEDE_FRAME_ALIGN 1u
#elif defined(CEDE_LEAN) && UINTPTR_MAX <= 0xFFFFFFFFu && !(defined(__riscv_flen) && __riscv_flen > 32)
#define CEDE_FRAME_ALIGN 4u
#else
#define CEDE_FRAME_ALIGN 8u
#endif
#define CEDE__ROUND(n) (((n) + (CEDE_FRAME_ALIGN - 1)) / CEDE_FRAME_ALIGN * CEDE_FRAME_ALIGN)
#define CEDE__MAX(a, b) ((a) > (b) ? (a) : (b))

/* What a static task or queue is called in the symbol table, where `cedec sizes` finds it. A
 * name costs nothing. */
#if defined(__GNUC__)
#define CEDE__TASK_LABEL(name, f) __asm__("cede_task." #name "." #f)
#define CEDE__QUEUE_LABEL(name)   __asm__("cede_queue." #name)
#else
#define CEDE__TASK_LABEL(name, f)
#define CEDE__QUEUE_LABEL(name)
#endif

/* The first offset behind a member at which a child's frame may begin. */
#define CEDE__BEHIND(type, member) \
    CEDE__ROUND(offsetof(type, member) + sizeof (((type *)0)->member))

/* The child's area at an offset of this frame. */
#define CEDE__AT(frame, offset) ((void *)((char *)(frame) + (offset)))

/* Writes the arguments of f, state word 0 first. A whole struct is assigned, so
 * that every expression is read before the area, which may cover it, is written. */
#define CEDE__ARGS(f, area, ...) \
    ((void)(*(struct f##__args *)(void *)(area) = (struct f##__args){ __VA_ARGS__ }))

#define CEDE__RESULT(f, area) (((struct f##__ret *)(void *)(area))->value)

/* The alignment of an object type that is written without parentheses behind a name. */
#if defined(__GNUC__) || defined(__TINYC__)
#define CEDE__ALIGNOF(T) __alignof__(T)
#else
#define CEDE__ALIGNOF(T) offsetof(struct { char cede__c; T cede__x; }, cede__x)
#endif

/* Where in its room lies what needs more alignment than a frame has: frames never
 * move, so it is the same place each time. The room is `align - 1` bytes larger. */
static inline void *cede__aligned(void *room, size_t align)
{
    return (void *)(((uintptr_t)room + (align - 1)) / align * align);
}

/* Copies and clears what cannot be assigned: arrays, const members. Not the names of
 * string.h, which a user's macros may have taken; by way of a number, as volatile is cast
 * away, which -Wcast-qual is told about. */
static inline void *cede__copy(volatile void *to, const volatile void *from, size_t n)
{
    return memcpy((void *)(uintptr_t)to, (const void *)(uintptr_t)from, n);
}

static inline void cede__zero(volatile void *to, size_t n)
{
    memset((void *)(uintptr_t)to, 0, n);
}

/* cedec --fill-dead calls it at each suspension for members that nothing reads any more. */
static inline void cede__fill_dead(volatile void *at, size_t n)
{
    memset((void *)(uintptr_t)at, 0xA5, n);
}

/* -ENOMEM, which is 12 wherever it is defined; files without errno.h write it too. */
#define CEDE__NO_MEMORY (-12)

/* Between these stands generated code. What is switched off there: resume points jump
 * past initialisers of what is not alive, comments that excuse a fall-through do
 * not survive the preprocessor, parameters are printed as what they are: pointers, and
 * a local with a flexible array member may be any member of the frame. */
#if defined(__clang__)
#define CEDE__GENERATED_BEGIN _Pragma("clang diagnostic push") \
    _Pragma("clang diagnostic ignored \"-Wimplicit-fallthrough\"") \
    _Pragma("clang diagnostic ignored \"-Wgnu-variable-sized-type-not-at-end\"")
#define CEDE__GENERATED_END _Pragma("clang diagnostic pop")
#elif defined(__GNUC__)
#if __GNUC__ >= 11
#define CEDE__NO_ARRAY_PARAMETER _Pragma("GCC diagnostic ignored \"-Warray-parameter\"")
#else
#define CEDE__NO_ARRAY_PARAMETER
#endif
#if __GNUC__ >= 7
#define CEDE__FALL_THROUGH _Pragma("GCC diagnostic ignored \"-Wimplicit-fallthrough\"")
#else
#define CEDE__FALL_THROUGH
#endif
#define CEDE__GENERATED_BEGIN _Pragma("GCC diagnostic push") CEDE__FALL_THROUGH \
    _Pragma("GCC diagnostic ignored \"-Wjump-misses-init\"") CEDE__NO_ARRAY_PARAMETER
#define CEDE__GENERATED_END _Pragma("GCC diagnostic pop")
#else
#define CEDE__GENERATED_BEGIN
#define CEDE__GENERATED_END
#endif

/* ---- descriptions ---------------------------------------------------------- */

typedef struct cede_callee {
    const cede_fn *fn;
    unsigned offset;        /* of its frame in the caller's */
    unsigned char behind;   /* 1 + index of the callee that is alive meanwhile and lies
                             * before this one (await_each); 0: none */
} cede_callee;

/* Where a function is when it is suspended in a state. */
typedef struct cede_place {
    unsigned line;          /* of the await, in cede_fn.file */
    unsigned short callee;  /* 1 + index of the child; 0: none, it is a box or a group's end */
    unsigned short state;
} cede_place;

/* cede_fn.flags. A result that fails is a number, whether or not that is said. */
enum {
    CEDE__FAILS = 1,        /* an int, long or ssize_t result; -4095..-1 is a failure */
    CEDE__NUMBER = 2,       /* such a result that never fails (CEDE_VALUE): cede_run gives it */
    CEDE__BY_HAND = 4,      /* made with macros.h: no places; at n_places in the frame is a
                             * const cede__point *, unless CEDE_NO_INTROSPECTION */
    CEDE__ITER = 8,         /* an async_iter: its result is a value that it offers, in f__args */

    /* What an operation of the library waits for, read by who looks for deadlocks: one of
     * these. None: something outside of the loop, or nobody knows what. */
    CEDE__WAITS = 0xF0,
    CEDE__WAITS_FOR_ANY = 0x10,         /* its cede_waiter is in a ring, and any task may end that */
    CEDE__WAITS_FOR_OWNER = 0x20,       /* the ring's head is followed by a cede_task *, its owner */
    CEDE__WAITS_TO_OWN_AGAIN = 0x30,    /* a condition's: the first, in a state above 1 the second */
    CEDE__WAITS_FOR_END = 0x40,         /* the ring is a task's joiners */
    CEDE__WAITS_FOR_ROOM = 0x50,        /* a cede_group_room__frame */
    CEDE__WAITS_FOR_ENDS = 0x60,        /* a cede_wait__frame */
    CEDE__WAITS_FOR_TIME = 0x70,        /* it begins with its cede_timer */
    CEDE__WAITS_FOR_FIRST = 0x80        /* a cede_select__frame: for one of its cases */
};

/* Where a function by hand is suspended; all of its children lie at one offset. */
typedef struct cede__point {
    void *resume;           /* a label's value */
    const cede_fn *callee;  /* null: it is a box or a group's end */
    unsigned line;
} cede__point;

/* The description of an async function, constant. A block for it holds `deep`
 * bytes of frames; where the compiler could not know, deep is 0 and the sum is
 * made with the first task and kept in *sum (null: made for each task). */
struct cede_fn {
    const char *name, *file;
    cede_step *step;
    cede__plain *plain;             /* its plain symbol */
    const cede_callee *callees;
    const cede_place *places;       /* null under CEDE_NO_INTROSPECTION */
    unsigned *sum;
    unsigned size;                  /* frame, arguments or result: the largest */
    unsigned deep;
    unsigned result_at, result_size;    /* in f__ret (CEDE__ITER: in f__args); 0, 0 for void */
    unsigned short n_callees, n_places;
    unsigned char flags;
};

/* Bytes of frames that a block for fn holds. A cycle of awaits stops the program
 * with a message that names its members. */
unsigned cede__deep(const cede_fn *fn);

#ifndef CEDE_LEAN       /* lean.h has what small chips have in its place */

/* ---- scopes: within, group, shield, a defer that awaits, a box -------------- */

enum cede__scope_kind { CEDE__TAKES, CEDE__HOLDS, CEDE__BOXES, CEDE__WITHIN, CEDE__GROUP, CEDE__CONTEXT };

/* A node of the task's stack of scopes, innermost first; lies in the frame of the
 * function that opened it (a box: at the head of its own block). */
typedef struct cede_scope {
    struct cede_scope *outer;
    int16_t signal;     /* why what is inside shall unwind; 0: it shall not. CEDE__HOLDS: what it holds back */
    int16_t fatal;      /* CEDE__HOLDS: the task's, put aside meanwhile */
    uint8_t kind;
    uint8_t left;       /* CEDE__BOXES: its function has ended, or offers a value */
} cede_scope;

/* A ring of nodes; its head is a node of its own, so leaving needs no head. */
typedef struct cede_link { struct cede_link *next, *prev; } cede_link;

/* Deadlines are kept in a wheel, or where memory is dear in a heap; src/core/timers.h. */
#if UINTPTR_MAX <= 0xFFFFFFFFu && !defined(CEDE_TIMER_HEAP)
#define CEDE_TIMER_HEAP
#endif

/* The state word comes first so that a leaf's frame can begin with its timer. */
typedef struct cede_timer {
    cede_state state;
    uint8_t kind;               /* what is done when it is due: enum in timers.h */
    uint8_t queued;             /* it is in the wheel or the heap */
#ifdef CEDE_TIMER_HEAP
    uint32_t seq;               /* equal deadlines leave in the order they came */
    struct cede_timer *child, *next, *prev;
#else
    cede_link link;             /* of its slot */
#endif
    cede_time at;
    cede_task *task;
} cede_timer;

/* A leaf's place in a ring of waiters; its frame begins with it. Whoever brings what
 * is waited for takes the node out, fills in and wakes, so that what brought it may
 * be gone when the waiter is stepped. */
typedef struct cede_waiter {
    cede_state state;
    uint8_t arrived;
    int value;                  /* arrived: what the operation gives */
    cede_task *task;
    cede_link link;
} cede_waiter;

typedef struct cede__within { cede_scope scope; cede_timer timer; } cede__within;

/* A with_context: the value bound lies behind it, in a struct of the variable's type. */
typedef struct cede__binding { cede_scope scope; const void *variable; } cede__binding;
#define CEDE__BOUND(T) struct { cede__binding binding; T value; }

/* Lies in the frame of its block. Users see cede_group, and ask it with functions. */
struct cede_group {
    cede_scope scope;           /* signalled with the first failure's code */
    cede_task *owner;           /* null: the loop's own group */
    cede_loop *loop;
    cede_task *first, *last;    /* running, then failed ones that are kept; in spawn order */
    cede_link room;             /* who waits in cede_group_room */
    unsigned running, failures, limit;
    int16_t error;              /* the first failure */
    int16_t unspawned;          /* the first spawn that failed and whose value was not used */
    uint8_t cancelled, interrupted, isolate;
    uint8_t waits;              /* its owner is at the block's end */
};

/* Works out t->signal anew. */
void cede__signals_update(cede_task *t);
void cede__scope_push(cede_task *t, cede_scope *s);
void cede__scope_pop(cede_task *t, cede_scope *s);
/* On the way of an unwinding: pops; 1: the unwinding was meant for this scope. */
int cede__scope_takes(cede_task *t, cede_scope *s);
void cede__hold_begin(cede_task *t, cede_scope *s);
void cede__hold_end(cede_task *t, cede_scope *s);
void cede__within_begin(cede_task *t, cede__within *w, cede_duration d);
void cede__within_until(cede_task *t, cede__within *w, cede_time deadline);
void cede__within_end(cede_task *t, cede__within *w);
int cede__within_takes(cede_task *t, cede__within *w);
void cede__context_begin(cede_task *t, cede__binding *b, const void *variable);
void cede__context_end(cede_task *t, cede__binding *b);

/* A group's block: begin; at its end wait (a leaf: PENDING until no task runs;
 * then UNWOUND if a task failed or a signal from further out came, else DONE);
 * when leaving by unwinding, takes says whether the else part is due and pops the
 * scope; when leaving otherwise, pop does; end, after the else part, frees what
 * the failed tasks had kept. */
void cede__group_begin(cede_task *t, cede_group *g, unsigned flags);
cede_status cede__group_wait(cede_group *g, cede_task *t);
int cede__group_takes(cede_task *t, cede_group *g);
void cede__group_pop(cede_task *t, cede_group *g);
void cede__group_end(cede_group *g);

/* Why the task unwinds, negative; to be asked before anything is popped or held. */
int cede__reason(const cede_task *t);
/* Unwinds with a reason that no scope takes. */
cede_status cede__fail(cede_task *t, int reason);

/* ---- tasks ------------------------------------------------------------------ */

/* Its block goes on with the frame of its function. 72 bytes on x86-64. */
struct cede_task {
    cede_task *next_ready;
    const cede_fn *fn;
    void *leaf;             /* deepest function that is known to be suspended… */
    cede_step *leaf_step;   /* …and what steps it; the innermost segment's root at worst */
    cede_scope *scope;      /* innermost */
    cede_group *group;      /* never null; the loop's own for main and detached tasks */
    cede_task *next, *prev; /* in the group */
    int16_t signal;         /* what an await that has to wait shall unwind for, now */
    int16_t cancel;         /* the outermost scope's signal; after the end the outcome */
    int16_t fatal;          /* unwinding that no scope takes: -ENOMEM */
    uint8_t flags;          /* task.h: ready, ended, kept, … */
    uint8_t budget;         /* operations left before this step gives way */
};

/* cede_task.flags; more in task_core.h. */
enum {
    CEDE__READY = 1,        /* in the ready queue */
    CEDE__ENDED = 2
};

/* What is to be stepped, first in, first out, linked by next_ready. Every loop begins
 * with it. */
typedef struct cede__queue { cede_task *first, **end; } cede__queue;

/* cede_wake, for those who are called often. */
static inline void cede__make_ready(cede_task *t)
{
    cede__queue *q;
    if (t->flags & (CEDE__READY | CEDE__ENDED))
        return;
    q = (cede__queue *)(void *)t->group->loop;
    t->flags |= CEDE__READY;
    t->next_ready = NULL;
    *q->end = t;
    q->end = &t->next_ready;
}

/* A step that has to wait returns this: the deepest one is remembered. A segment's frames
 * lie in one block, each behind those that await it, so deeper is higher. */
static inline cede_status cede__pending(cede_task *t, void *frame, cede_step *step)
{
#ifndef CEDE_NO_LEAF
    if ((char *)t->leaf < (char *)frame) {
        t->leaf = frame;
        t->leaf_step = step;
    }
#else
    (void)t, (void)frame, (void)step;
#endif
    return CEDE_PENDING;
}

/* The same where nothing deeper can have been remembered: a leaf operation is awaited,
 * a box, or a group's end. */
static inline cede_status cede__suspended(cede_task *t, void *frame, cede_step *step)
{
#ifndef CEDE_NO_LEAF
    t->leaf = frame;
    t->leaf_step = step;
#else
    (void)t, (void)frame, (void)step;
#endif
    return CEDE_PENDING;
}

/* A step that was stepped after its end. */
static inline cede_status cede__ended(cede_state state)
{
    return state == CEDE_STATE_DONE ? CEDE_DONE : CEDE_UNWOUND;
}

/* ---- boxes: frames whose size could not be known ------------------------------ */

/* A segment of the task, from the loop's frame pool; its frame lies behind it. The
 * awaiting frame keeps its address. It is started and stepped by the task (run.c),
 * never from inside the parent's step, so recursion does not grow the C stack. */
struct cede_box {
    cede_scope scope;           /* links the segment to what was open outside */
    void *leaf;                 /* who awaits it; while it offers a value: its innermost scope */
    cede_step *leaf_step;
    const cede_fn *fn;
};

cede_box *cede__box_new(cede_task *t, const cede_fn *fn);   /* null: no memory */
void cede__box_free(cede_task *t, cede_box *b);
/* Makes it the innermost segment; the caller then says PENDING, and is stepped
 * again when it has ended. */
void cede__box_enter(cede_task *t, cede_box *b);
/* The same of a generator that has offered a value. */
void cede__box_resume(cede_task *t, cede_box *b);

static inline void *cede__box_frame(cede_box *b)
{
    return b + 1;
}

static inline cede_status cede__box_status(cede_box *b)
{
    cede_state s = *(cede_state *)(void *)(b + 1);
    return s == CEDE_STATE_DONE ? CEDE_DONE : s == CEDE_STATE_UNWOUND ? CEDE_UNWOUND : b->scope.left ? CEDE_YIELDED : CEDE_PENDING;
}

/* ---- arms: calls through the plain symbol ---------------------------------------- */

enum cede__arm_kind {
    CEDE__ARM_SPAWN,    /* a task of group */
    CEDE__ARM_KEEP,     /* the same with a handle */
    CEDE__ARM_RUN,      /* the main task of a loop that cede__run_begin made */
    CEDE__ARM_BOX,      /* an await through a pointer */
    CEDE__ARM_STATIC,   /* a task of the loop's own group in a static block */
    CEDE__ARM_ITER      /* a generator through a pointer */
};

/* Blocks that are there from the program's start, each for one task of a function. */
typedef struct cede_static {
    void *blocks;           /* zeros: no task is in it; each begins with its cede_task */
    unsigned frames, count; /* bytes behind that in each; how many there are */
} cede_static;

/* As an arm carries it. */
static inline void *cede__static_blocks(const cede_static *s)
{
    return (void *)(uintptr_t)s;
}

typedef struct cede__arm {
    struct cede__arm *outer;
    cede_group *group;      /* null with SPAWN: the loop's own (detach) */
    void *into;             /* spawn_into: where the result goes; STATIC: a cede_static */
    cede__plain *plain;     /* BOX, ITER: only this function may claim it */
    unsigned into_size;     /* bytes at into */
    uint8_t kind, claimed;
    void *made;             /* the task or box; null: no memory */
} cede__arm;

void cede__arm_push(cede__arm *a);
/* Takes the arm off if it was not claimed; says whether it was. */
int cede__arm_claimed(cede__arm *a);
/* Called by a plain symbol: claims the innermost arm and says where the arguments
 * go; null: no memory. Stops the program with fn's name where there is no arm. */
void *cede__enter(const cede_fn *fn);
/* The same for one without parameters. */
static inline void cede__enter_bare(const cede_fn *fn)
{
    void *area = cede__enter(fn);
    if (area)
        *(cede_state *)area = 0;
}
int cede__spawned(void);                /* 0 or -ENOMEM, -EAGAIN (group's limit) */
int cede__spawned_or_fail(void);        /* the same, and an error fails the group */
cede_task *cede__spawned_task(void);    /* null: no memory, or the limit */

/* ---- spawning by name: what cedec writes where it knows who is started -------------------- */

/* Makes a task of g (null: the loop's own) that will run fn; kept: with a handle. The
 * caller writes its arguments behind it before it does anything else. Null: no memory, or
 * the group's limit. */
cede_task *cede__spawn(cede_group *g, const cede_fn *fn);
cede_task *cede__spawn_kept(cede_group *g, const cede_fn *fn);
/* Why the last one that gave null did: -ENOMEM, -EAGAIN; the second fails its group. */
int cede__spawn_error(void);
int cede__spawn_lost(void);

/* spawn's value, and what is done where it is not used. */
static inline int cede__spawn_value(cede_task *t)
{
    return t ? 0 : cede__spawn_error();
}

static inline int cede__spawn_or_lose(cede_task *t)
{
    return t ? 0 : cede__spawn_lost();
}

/* ---- async iterators ------------------------------------------------------------- */

/* Yield n of a generator has three states: n, the value is on offer (stepped again it
 * says YIELDED again); n + 1, it was taken, go on; n + 2, unwind from here. Who consumes
 * adds 1 to the state word when it has taken the value, and 1 more to close.
 *
 * While a generator runs, a scope of its consumer's and what it has opened itself are on
 * the task's stack; while it offers a value, and the consumer's body runs, none of them. */
typedef struct cede__each {
    cede_scope scope;           /* signalled to close it */
    cede_scope *inner;          /* the generator's innermost; &scope: it has none open */
} cede__each;

static inline void cede__each_begin(cede__each *e)
{
    e->scope.signal = 0;
    e->scope.fatal = 0;
    e->scope.kind = CEDE__TAKES;
    e->inner = &e->scope;
}

static inline void cede__each_resume(cede_task *t, cede__each *e)
{
    e->scope.outer = t->scope;
    t->scope = e->inner;
    if (CEDE__UNLIKELY(e->inner != &e->scope))
        cede__signals_update(t);
}

static inline void cede__each_pause(cede_task *t, cede__each *e)
{
    e->inner = t->scope;
    t->scope = e->scope.outer;
    if (CEDE__UNLIKELY(e->inner != &e->scope))
        cede__signals_update(t);
}

/* The value that a generator's frame has offered is taken. */
static inline void cede__each_take(void *frame)
{
    ++*(cede_state *)frame;
}

/* A leaf: PENDING until the generator has unwound, then DONE. */
cede_status cede__each_close(cede_task *t, cede__each *e, cede_step *step, void *frame);

/* A generator that is held, or whose frame is in a box: cede_iter(T). It lies in the frame
 * of the block that has opened it. */
struct cede_iter {
    cede__each each;
    const cede_fn *fn;
    void *frame;
    cede_box *box;              /* null: the frame is part of the opener's block */
    cede_task *task;            /* which has opened it, and alone may pull */
    int answer;                 /* once ended: 0 or why, negative */
    uint8_t state;              /* enum in iter.c */
};

/* In a frame of the opener's block, whose arguments are written. */
struct cede_iter *cede__iter_open(cede_task *t, struct cede_iter *it, const cede_fn *fn, void *frame);
/* In a box; says where the arguments go. Null: no memory, and it ends with -ENOMEM. */
void *cede__iter_open_box(cede_task *t, struct cede_iter *it, const cede_fn *fn);
/* The same for a call through a pointer that was made under an arm. */
struct cede_iter *cede__iter_open_armed(cede_task *t, struct cede_iter *it, cede__arm *a);
/* A leaf: PENDING, then YIELDED and the value is taken, DONE with it->answer, UNWOUND. */
cede_status cede__iter_step(struct cede_iter *it, cede_task *t);
/* A leaf: PENDING until it has ended, then DONE. */
cede_status cede__iter_close(struct cede_iter *it, cede_task *t);

static inline void *cede__iter_value(const struct cede_iter *it)
{
    return (char *)it->frame + it->fn->result_at;
}

#endif

/* ---- leaves: operations whose frames are public, so that callers add up sizes ------ */

/* What follows from an operation's prototype, behind its struct f__args and f__frame. */
#define CEDE__LEAF(T, f) \
    CEDE__FRAME f##__ret { cede_state cede__state; T value; }; \
    enum { \
        f##__size = CEDE__MAX(CEDE__MAX(sizeof (struct f##__frame), sizeof (struct f##__args)), \
                              sizeof (struct f##__ret)), \
        f##__deep = CEDE__ROUND(f##__size) \
    }; \
    cede_status f##__step(void *cede__frame, cede_task *cede__t); \
    extern const cede_fn f##__fn

#ifdef __cplusplus
}
#endif
#endif
