/* text.c: memory and strings of cedec; text.h says what for.
 *
 * The arena is a list of chunks; pieces are cut off the newest one, front to back. A large
 * piece has a chunk of its own, so what grows to that size grows there, and the largest
 * vectors, a file's tokens, are in memory once.
 * The table of names is open addressing over power-of-two many slots.
 * Always:
 *   1. what the arena gives is zeroed and aligned for any object;
 *   2. the table is at most half full, so a probe ends;
 *   3. every chunk can be reached from the arena, so leak checkers stay silent.
 * State: one arena and one table a process; cedec has one thread. */
#include "text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

union strictest { long long integer; long double real; void *pointer; void (*function)(void); };

/* Large enough that a chunk's own cost vanishes, small enough for a tiny input. */
#define CHUNK_BYTES ((size_t)1 << 18)

union chunk { struct { union chunk *older, *newer; } link; union strictest align; };

static struct { char *at; size_t left; union chunk *chunks; } arena;

struct name { const char *bytes; size_t n; uint32_t hash; };

static struct { struct name *slots; size_t cap, used; } names;

static void out_of_memory(void)
{
    fputs("cedec: out of memory\n", stderr);
    exit(1);
}

/* Room for this many bytes behind the link. */
static void *chunk_new(size_t bytes)
{
    union chunk *chunk = calloc(1, sizeof *chunk + bytes);
    if (!chunk)
        out_of_memory();
    chunk->link.older = arena.chunks;
    if (arena.chunks)
        arena.chunks->link.newer = chunk;
    arena.chunks = chunk;
    return chunk + 1;
}

static bool is_alone(size_t bytes)
{
    return bytes > CHUNK_BYTES / 4;
}

/* A piece that is alone in its chunk, with room for more; what is new is not zeroed. */
static void *chunk_grow(void *piece, size_t bytes)
{
    union chunk *chunk = realloc((union chunk *)piece - 1, sizeof *chunk + bytes);
    if (!chunk)
        out_of_memory();
    if (chunk->link.older)
        chunk->link.older->link.newer = chunk;
    *(chunk->link.newer ? &chunk->link.newer->link.older : &arena.chunks) = chunk;
    return chunk + 1;
}

void *arena_alloc(size_t bytes)
{
    size_t unit = sizeof (union strictest);
    if (bytes > SIZE_MAX - unit - sizeof (union chunk))
        out_of_memory();
    bytes = (bytes + unit - 1) / unit * unit;
    if (is_alone(bytes))                /* the rest of the current chunk stays in use */
        return chunk_new(bytes);
    if (bytes > arena.left) {
        arena.at = chunk_new(CHUNK_BYTES);
        arena.left = CHUNK_BYTES;
    }
    void *piece = arena.at;
    arena.at += bytes;
    arena.left -= bytes;
    return piece;
}

void text_reset(void)
{
    while (arena.chunks) {
        union chunk *chunk = arena.chunks;
        arena.chunks = chunk->link.older;
        free(chunk);
    }
    memset(&arena, 0, sizeof arena);
    memset(&names, 0, sizeof names);
}

/* A piece with room for more, which may be another one. */
static void *arena_grow(void *piece, size_t bytes, size_t more)
{
    if (is_alone(bytes) && more <= SIZE_MAX - sizeof (union chunk))
        return chunk_grow(piece, more);
    void *copy = arena_alloc(more);
    if (bytes)
        memcpy(copy, piece, bytes);
    return copy;
}

void vec_end(void *at, size_t bytes)
{
    if (!is_alone(bytes))
        return;
    union chunk *chunk = (union chunk *)at - 1;
    if (chunk->link.older)
        chunk->link.older->link.newer = chunk->link.newer;
    *(chunk->link.newer ? &chunk->link.newer->link.older : &arena.chunks) = chunk->link.older;
    free(chunk);
}

void *vec_grow(void *at, size_t *cap, size_t size)
{
    size_t larger = *cap ? *cap * 2 : 2;      /* most vectors are a statement's or expression's few parts */
    if (larger > SIZE_MAX / size)
        out_of_memory();
    at = arena_grow(at, *cap * size, larger * size);
    *cap = larger;
    return at;
}

/* FNV-1a: names are short, and the table only needs them spread. */
static uint32_t hash_bytes(const char *bytes, size_t n)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (unsigned char)bytes[i]) * 16777619u;
    return h;
}

/* The slot that holds these bytes, or the empty one where they belong. */
static struct name *name_slot(const char *bytes, size_t n, uint32_t hash)
{
    size_t i = hash & (names.cap - 1);
    for (;; i = (i + 1) & (names.cap - 1)) {
        struct name *s = &names.slots[i];
        if (!s->bytes || (s->hash == hash && s->n == n && memcmp(s->bytes, bytes, n) == 0))
            return s;
    }
}

static void names_grow(void)
{
    struct name *old = names.slots;
    size_t old_cap = names.cap;
    names.cap = old_cap ? old_cap * 2 : 1024;
    names.slots = NEW_ARRAY(struct name, names.cap);
    for (size_t i = 0; i < old_cap; i++)
        if (old[i].bytes)
            *name_slot(old[i].bytes, old[i].n, old[i].hash) = old[i];
}

const char *intern(const char *bytes, size_t n)
{
    if (names.used * 2 >= names.cap)
        names_grow();
    uint32_t hash = hash_bytes(bytes, n);
    struct name *s = name_slot(bytes, n, hash);
    if (!s->bytes) {
        char *copy = arena_alloc(n + 1);
        memcpy(copy, bytes, n);
        *s = (struct name){ copy, n, hash };
        names.used++;
    }
    return s->bytes;
}

const char *intern_string(const char *s)
{
    return intern(s, strlen(s));
}

#if defined(__GNUC__)
__attribute__((format(printf, 2, 0), nonnull))
#endif
static void text_vprintf(struct text *t, const char *format, va_list args);

const char *intern_format(const char *format, ...)
{
    struct text t = { NULL, 0, 0 };
    char most[120];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(most, sizeof most, format, args);
    va_end(args);
    if (n >= 0 && (size_t)n < sizeof most)
        return intern(most, (size_t)n);
    va_start(args, format);
    text_vprintf(&t, format, args);
    va_end(args);
    return intern(t.bytes, t.n);
}

/* Room for n more bytes and the NUL. */
static void text_reserve(struct text *t, size_t n)
{
    if (n >= SIZE_MAX / 4 - t->n)
        out_of_memory();
    if (t->n + n < t->cap)
        return;
    size_t more = (t->n + n + 1) * 2;
    t->bytes = arena_grow(t->bytes, t->cap, more);
    t->cap = more;
}

void text_add(struct text *t, const char *bytes, size_t n)
{
    text_reserve(t, n);
    if (n)
        memcpy(t->bytes + t->n, bytes, n);
    t->n += n;
    t->bytes[t->n] = '\0';
}

void text_puts(struct text *t, const char *s)
{
    text_add(t, s, strlen(s));
}

static void text_vprintf(struct text *t, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    if (n < 0)
        out_of_memory();
    text_reserve(t, (size_t)n);
    vsnprintf(t->bytes + t->n, (size_t)n + 1, format, again);
    va_end(again);
    t->n += (size_t)n;
}

void text_printf(struct text *t, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_vprintf(t, format, args);
    va_end(args);
}
