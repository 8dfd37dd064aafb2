/* lean_time.h: time for small chips: the port's ticks, 32 or 16 bits that wrap around.
 *
 * A duration is at most CEDE_FOREVER, half of the range: 24 days or 32 s of milliseconds. A
 * constant one that is longer does not compile, another is cut. Included by time.h. */
#ifndef CEDE_LEAN_TIME_H
#define CEDE_LEAN_TIME_H

typedef struct cede_duration { cede_tick_span ticks; } cede_duration;
typedef struct cede_time { cede_ticks ticks; } cede_time;

#define CEDE__MOST_TICKS ((cede_ticks)-1 / 2)

/* n ticks; the array has a negative size where a constant is too large. */
#define CEDE__SPAN(n) ((cede_duration){ (cede_tick_span)((n) > CEDE__MOST_TICKS ? CEDE__MOST_TICKS : (n)) \
    + 0 * (cede_tick_span)sizeof (char[CEDE__CONSTANT_BEYOND(n) ? -1 : 1]) })
#ifdef __GNUC__
#define CEDE__CONSTANT_BEYOND(n) (__builtin_constant_p(n) && (n) > CEDE__MOST_TICKS)
#else
#define CEDE__CONSTANT_BEYOND(n) 0
#endif

/* Rounded up to ticks. */
#define CEDE__TICKS(n, per_s) CEDE__SPAN(((n) * (int64_t)CEDE_TICK_HZ + ((per_s) - 1)) / (per_s))
#define cede_ns(n) CEDE__TICKS(n, 1000000000)
#define cede_us(n) CEDE__TICKS(n, 1000000)
#define cede_ms(n) CEDE__TICKS(n, 1000)
#define cede_s(n)  CEDE__TICKS(n, 1)

#define CEDE_FOREVER CEDE__SPAN(CEDE__MOST_TICKS)

#endif
