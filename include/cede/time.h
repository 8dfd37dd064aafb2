/* time.h: points in time and spans of it, as types that cannot be mixed up.
 *
 * Both are one-member structs of 64-bit nanoseconds, so that a bare number or a
 * mixed-up pair does not compile. No POSIX type. Constant arguments fold.
 *
 *     await(cede_sleep(cede_ms(1.5)));
 *     cede_time deadline = cede_after(cede_s(10));
 *
 * Freestanding. C99 and C++11. */
#ifndef CEDE_TIME_H
#define CEDE_TIME_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Chips: ticks a second; a build that wants another number defines it for all files. */
#ifndef CEDE_TICK_HZ
#define CEDE_TICK_HZ 1000
#endif

/* A point in time of a chip; it wraps around. Two of them are compared by their difference. Lean
 * builds for AVR may want 16 bits. */
#if defined(CEDE_TICK_BITS) && CEDE_TICK_BITS == 16
typedef uint16_t cede_ticks;
typedef int16_t cede_tick_span;
#else
typedef uint32_t cede_ticks;
typedef int32_t cede_tick_span;
#endif

#ifdef CEDE_LEAN
#include <cede/lean_time.h>      /* the same in ticks */
#else
typedef struct cede_duration { int64_t ns; } cede_duration;
typedef struct cede_time { int64_t ns; } cede_time;     /* on cede_now()'s monotonic clock */

#ifdef __cplusplus
#define CEDE__SPAN(n)  (cede_duration{ (int64_t)(n) })
#define CEDE__POINT(n) (cede_time{ (int64_t)(n) })
#else
#define CEDE__SPAN(n)  ((cede_duration){ (int64_t)(n) })
#define CEDE__POINT(n) ((cede_time){ (int64_t)(n) })
#endif

/* Durations of n units; n may be any number, fractions and negative ones too. */
#define cede_ns(n) CEDE__SPAN(n)
#define cede_us(n) CEDE__SPAN((n) * (int64_t)1000)
#define cede_ms(n) CEDE__SPAN((n) * (int64_t)1000000)
#define cede_s(n)  CEDE__SPAN((n) * (int64_t)1000000000)

#define CEDE_FOREVER CEDE__SPAN(0x7fffffffffffffff)     /* a duration: until cancelled */
#define CEDE_NEVER   CEDE__POINT(0x7fffffffffffffff)    /* a deadline: none */

/* The loop's clock. It is read once a turn: the same until the task suspends.
 *
 *   returns    a point in time that never goes back
 *   context    task, or the loop's thread (not another thread, not interrupt) */
cede_time cede_now(void);

/* The point in time `d` from now; CEDE_FOREVER gives CEDE_NEVER, and so does what
 * would lie behind it.
 *
 *   context    as cede_now */
cede_time cede_after(cede_duration d);

/* What is left until `t`; negative when it has passed, CEDE_FOREVER for CEDE_NEVER.
 *
 *   context    as cede_now */
cede_duration cede_until(cede_time t);

#endif

#ifdef __cplusplus
}
#endif
#endif
