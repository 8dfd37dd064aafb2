/* keywords.h: the short words, and what they are to an ordinary compiler.
 *
 * There are three readers:
 *   1. cedec, which preprocesses with CEDE__CEDEC defined: it knows the words itself,
 *      so none is a macro;
 *   2. the compiler of cedec's output (CEDE__GENERATED) and of files without async
 *      functions: `async` is empty, and the words that start tasks are real;
 *   3. an editor or compiler that reads a source before cedec did: the words are C
 *      of the same shape, so that it can be parsed, completed and type-checked. It
 *      can not be built: gcc and clang stop at the line, others do not find the
 *      function cede_build_this_file_with_cedec.
 *
 * Each word has a form with the prefix cede_. The short ones are left out under
 * CEDE_NO_KEYWORDS, and in C++ unless CEDE_KEYWORDS is defined. Only async, defer and
 * shield are object-like. Freestanding. */
#ifndef CEDE_KEYWORDS_H
#define CEDE_KEYWORDS_H

#include <cede/frame.h>

#ifndef CEDE__CEDEC

/* ---- starting tasks: readers 2 and 3 ------------------------------------------------ */

/* Arms a call, makes it, and asks what became of it. `begin` comes before, `end` is the
 * value. C++ has no compound literals; there the arm is a lambda's. */
#ifdef __cplusplus
#define CEDE__ARMED(begin, end, g, x, n, kind, call) \
    ([&] { \
        cede__arm cede__a = { 0, (g), (x), 0, (n), (kind), 0, 0 }; \
        (void)begin; \
        cede__arm_push(&cede__a); \
        (void)call; \
        return end; \
    }())
#else
#define CEDE__ARMED(begin, end, g, x, n, kind, call) \
    ((void)begin, cede__arm_push(&(cede__arm){ 0, (g), (x), 0, (n), (kind), 0, 0 }), (void)call, end)
#endif

/* Stops the compiler where *x is not of the call's type. */
#if defined(__cplusplus)
template <class T> struct cede__type { typedef T is; };
template <class T> struct cede__type<T &> { typedef T is; };
template <class T, class U> struct cede__same { enum { value = 0 }; };
template <class T> struct cede__same<T, T> { enum { value = 1 }; };
#define CEDE__CHECK_INTO(x, call) \
    (sizeof (char[cede__same<cede__type<decltype(*(x))>::is, cede__type<decltype(call)>::is>::value ? 1 : -1]))
#elif defined(__GNUC__)
#define CEDE__CHECK_INTO(x, call) \
    (sizeof *__builtin_choose_expr(__builtin_types_compatible_p(__typeof__(*(x)), __typeof__(call)), \
                                   (char *)0, (struct cede__x_and_the_result_differ_in_type *)0))
#else
#define CEDE__CHECK_INTO(x, call) (sizeof (*(x) = call))
#endif

#define CEDE__SPAWN(end, g, call) CEDE__ARMED(0, end, (g), 0, 0, CEDE__ARM_SPAWN, call)
#define CEDE__SPAWN_INTO(end, g, x, call) \
    CEDE__ARMED(CEDE__CHECK_INTO(x, call), end, (g), (x), (unsigned)sizeof *(x), CEDE__ARM_SPAWN, call)

#define cede_spawn(g, ...)         CEDE__SPAWN(cede__spawned(), g, (__VA_ARGS__))
#define cede_spawn_into(g, x, ...) CEDE__SPAWN_INTO(cede__spawned(), g, x, (__VA_ARGS__))
#define cede_spawn_task(g, ...) \
    CEDE__ARMED(0, cede__spawned_task(), (g), 0, 0, CEDE__ARM_KEEP, (__VA_ARGS__))
#define cede_detach(...)           CEDE__SPAWN(cede__spawned(), 0, (__VA_ARGS__))
#define cede_run(...) \
    CEDE__ARMED((cede__run_begin(), 0), cede__run_end(), 0, 0, 0, CEDE__ARM_RUN, (__VA_ARGS__))
#define cede_main(...) \
    CEDE__ARMED((cede__run_begin(), 0), cede__main_end(), 0, 0, 0, CEDE__ARM_RUN, (__VA_ARGS__))

#ifndef CEDE_LEAN
/* Chips: blocks of exactly f's size, at file scope in the file that defines f, and a start
 * in a free one without an allocator, as a task of the loop itself: 0, or -EBUSY while all
 * of them run. Other files declare the name. */
#define cede_static_pool(name, f, n) cede_static_pool_sized(name, f, n, f##__deep)
#define cede_static_task(name, f) cede_static_pool(name, f, 1)
/* The same where f awaits what another file defines, so that its size is not known here:
 * with so many bytes for frames. Too few stop the program when the task is started, and
 * the build by `cedec sizes --check` of the linked program. */
#define cede_static_pool_sized(name, f, n, bytes) \
    static union { \
        cede_time cede__align; \
        unsigned char cede__bytes[sizeof (cede_task) + CEDE__ROUND((bytes) + 0 * sizeof (struct f##__args))]; \
    } name##__blocks[n] CEDE__TASK_LABEL(name, f); \
    const cede_static name = { name##__blocks, (unsigned)(sizeof name##__blocks[0] - sizeof (cede_task)), (n) }
#define cede_static_task_sized(name, f, bytes) cede_static_pool_sized(name, f, 1, bytes)
#define cede_static_task_decl(name, f) extern const cede_static name
#define cede_start(task, ...) \
    CEDE__ARMED(0, cede__spawned(), 0, cede__static_blocks(task), 0, CEDE__ARM_STATIC, (__VA_ARGS__))
#endif

/* What cedec writes where the value of one of these is not used. */
#define cede__spawn_or_fail(g, ...)         CEDE__SPAWN(cede__spawned_or_fail(), g, (__VA_ARGS__))
#define cede__spawn_into_or_fail(g, x, ...) CEDE__SPAWN_INTO(cede__spawned_or_fail(), g, x, (__VA_ARGS__))
#define cede__detach_or_fail(...)           CEDE__SPAWN(cede__spawned_or_fail(), 0, (__VA_ARGS__))

#if !defined(CEDE_NO_KEYWORDS) && (!defined(__cplusplus) || defined(CEDE_KEYWORDS))
#define CEDE__SHORT 1
#endif

#ifdef CEDE__SHORT
#define async
#define async_iter(T)         cede_async_iter(T)
#define spawn(g, ...)         cede_spawn(g, __VA_ARGS__)
#define spawn_into(g, x, ...) cede_spawn_into(g, x, __VA_ARGS__)
#define spawn_task(g, ...)    cede_spawn_task(g, __VA_ARGS__)
#define detach(...)           cede_detach(__VA_ARGS__)
#endif

/* ---- the rest: reader 3 ----------------------------------------------------------------- */

#if !defined(CEDE__GENERATED) && !defined(__cplusplus)

#if defined(__has_attribute)
#if __has_attribute(__error__)
#define CEDE__NOT_BUILT __attribute__((__error__("async C: build this file with cedec")))
#endif
#endif
#ifndef CEDE__NOT_BUILT
#define CEDE__NOT_BUILT
#endif

CEDE__NOT_BUILT extern int cede_build_this_file_with_cedec(void);
CEDE__NOT_BUILT extern int cede_build_this_file_with_cedec_duration(cede_duration d);
CEDE__NOT_BUILT extern int cede_build_this_file_with_cedec_time(cede_time t);
CEDE__NOT_BUILT extern cede_group *cede_build_this_file_with_cedec_group(unsigned flags);

#define cede_await(...)        (cede_build_this_file_with_cedec(), (__VA_ARGS__))
#define cede_boxed(...)        (__VA_ARGS__)
#define cede_offload(...)      (__VA_ARGS__)
#define cede_defer             if (cede_build_this_file_with_cedec(), 0)
#define cede_shield            if (cede_build_this_file_with_cedec(), 1)
#define cede_within(d)         if (cede_build_this_file_with_cedec_duration(d))
#define cede_within_until(t)   if (cede_build_this_file_with_cedec_time(t))
#define cede_with_context(variable, ...) \
    if ((void)(variable), (void)(__VA_ARGS__), cede_build_this_file_with_cedec())
#define cede_group_block(...)  CEDE__GROUP_BLOCK_(__VA_ARGS__, 0u, 0)
#define CEDE__GROUP_BLOCK_(g, flags, ...) \
    for (cede_group *g = cede_build_this_file_with_cedec_group(flags); g; g = 0) \
        if (cede_build_this_file_with_cedec())
#define cede_yield_value(...)  ((void)(cede_build_this_file_with_cedec(), (__VA_ARGS__)))
#define cede_await_each(x, ...) \
    for (x = (__VA_ARGS__); cede_build_this_file_with_cedec(); ) \
        if (cede_build_this_file_with_cedec())
#if defined(__clang__)         /* its values are no result: it may return none */
#undef cede_async_iter
#define cede_async_iter(T)     _Pragma("clang diagnostic ignored \"-Wreturn-type\"") T
#endif
#define cede_each_error()      cede_build_this_file_with_cedec()
#define cede_open_iter(...) \
    ((void)(__VA_ARGS__), cede_build_this_file_with_cedec(), (struct cede_iter *)0)

#ifdef CEDE__SHORT
#define await(...)         cede_await(__VA_ARGS__)
#define boxed(...)         cede_boxed(__VA_ARGS__)
#define offload(...)       cede_offload(__VA_ARGS__)
#define defer              cede_defer
#define shield             cede_shield
#define within(d)          cede_within(d)
#define within_until(t)    cede_within_until(t)
#define group(...)         cede_group_block(__VA_ARGS__)
#define with_context(variable, ...) cede_with_context(variable, __VA_ARGS__)
#define yield(...)         cede_yield_value(__VA_ARGS__)
#define await_each(x, ...) cede_await_each(x, __VA_ARGS__)
#define open_iter(...)     cede_open_iter(__VA_ARGS__)
#endif

#endif
#endif
#endif
