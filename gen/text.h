/* text.h: memory and strings of cedec.
 *
 * One arena per run: but for VEC_END nothing is freed before the process ends, so tokens, types
 * and trees may point at each other freely. Names are interned: equal names are
 * equal pointers. Out of memory ends the run with a message and status 1. */
#ifndef GEN_TEXT_H
#define GEN_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Zeroed memory that lives to the end of the run. */
void *arena_alloc(size_t bytes);
/* Ends that life, and the names': for who generates many times in one process. */
void text_reset(void);
#define NEW(type) ((type *)arena_alloc(sizeof (type)))
#define NEW_ARRAY(type, n) ((type *)arena_alloc(sizeof (type) * (size_t)(n)))

/* The one copy of these bytes, NUL-terminated. */
const char *intern(const char *bytes, size_t n);
const char *intern_string(const char *s);
#if defined(__GNUC__)
__attribute__((format(printf, 1, 2)))
#endif
const char *intern_format(const char *format, ...);

/* A string that grows. */
struct text {
    char *bytes;        /* NUL-terminated once something was added */
    size_t n, cap;
};
void text_add(struct text *t, const char *bytes, size_t n);
void text_puts(struct text *t, const char *s);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void text_printf(struct text *t, const char *format, ...);

/* A vector of pointers: VEC_PUSH(v, x) with struct { T *at; size_t n, cap; } v. */
#define VEC(T) struct { T *at; size_t n, cap; }
#define VEC_PUSH(v, x) \
    ((v)->n == (v)->cap ? (void)((v)->at = vec_grow((v)->at, &(v)->cap, sizeof *(v)->at)) : (void)0, \
     (void)((v)->at[(v)->n++] = (x)))
#define VEC_END(v) vec_end((v)->at, (v)->cap * sizeof *(v)->at)     /* it is not used again */
void vec_end(void *at, size_t bytes);
void *vec_grow(void *at, size_t *cap, size_t size);     /* doubles; what pointed into it may be gone */

#endif
