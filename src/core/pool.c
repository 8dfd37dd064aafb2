/* pool.c: an allocator of small blocks without a byte of overhead each.
 *
 * Who frees a block says its size, so none is stored. Sizes are rounded up to classes
 * of 8 bytes; freed blocks wait in a list per class, new ones are cut off a chunk. A
 * chunk's rest that is too small becomes a block of its own class: nothing is lost.
 * Chunks go back below only with the pool, and a class's blocks serve that class only:
 * a program keeps the memory of its busiest moment.
 * Under a sanitizer free blocks are poisoned.
 * Runs on the loop's thread. Allocates from the allocator below it. */
#include "pool.h"
#include "check.h"
#include "poison.h"

struct cede__pool_chunk {
    cede__pool_chunk *next;
    size_t bytes;
};

/* A chunk's first block keeps malloc's alignment; the others have that of their size, 8 at least. */
enum { HEAD = 16 };
_Static_assert(sizeof (cede__pool_chunk) <= HEAD, "a chunk's head is in front of its first block");

static size_t class_of(size_t size)
{
    return (size + (CEDE__POOL_STEP - 1)) / CEDE__POOL_STEP;
}

static size_t class_bytes(size_t class)
{
    return class * CEDE__POOL_STEP;
}

static void push(cede__pool *p, void *block, size_t class)
{
    cede__pool_free *b = block;
    b->next = p->free[class];
    p->free[class] = b;
    CEDE__POISON(block, class_bytes(class));
}

static void *pop(cede__pool *p, size_t class)
{
    cede__pool_free *b = p->free[class];
    CEDE__UNPOISON(b, class_bytes(class));
    p->free[class] = b->next;
    return b;
}

static int add_chunk(cede__pool *p)
{
    cede__pool_chunk *c = p->below.get(p->below.ctx, p->chunk_bytes);
    if (!c)
        return 0;
    if (p->rest_bytes)
        push(p, p->rest, class_of(p->rest_bytes));
    c->next = p->chunks;
    c->bytes = p->chunk_bytes;
    p->chunks = c;
    p->rest = (char *)c + HEAD;
    p->rest_bytes = (p->chunk_bytes - HEAD) / CEDE__POOL_STEP * CEDE__POOL_STEP;
    return 1;
}

CEDE__COLD static void *cut(cede__pool *p, size_t size)
{
    char *block;
    if (p->rest_bytes < size && !add_chunk(p))
        return NULL;
    block = p->rest;
    p->rest += size;
    p->rest_bytes -= size;
    return block;
}

static void *get(void *ctx, size_t size)
{
    cede__pool *p = ctx;
    size_t class = class_of(size);
    if (CEDE__UNLIKELY(class > CEDE__POOL_CLASSES))
        return p->below.get(p->below.ctx, class_bytes(class));
    return p->free[class] ? pop(p, class) : cut(p, class_bytes(class));
}

static void put(void *ctx, void *block, size_t size)
{
    cede__pool *p = ctx;
    size_t class = class_of(size);
    if (CEDE__UNLIKELY(class > CEDE__POOL_CLASSES))
        p->below.put(p->below.ctx, block, class_bytes(class));
    else
        push(p, block, class);
}

void cede__pool_init(cede__pool *p, cede_allocator below, size_t chunk_bytes)
{
    size_t i;
    CEDE_CHECK(chunk_bytes >= 2 * CEDE__POOL_MOST, "a pool's chunks are too small");
    p->below = below;
    p->chunk_bytes = chunk_bytes;
    p->chunks = NULL;
    p->rest = NULL;
    p->rest_bytes = 0;
    for (i = 0; i <= CEDE__POOL_CLASSES; i++)
        p->free[i] = NULL;
}

void cede__pool_deinit(cede__pool *p)
{
    while (p->chunks) {
        cede__pool_chunk *c = p->chunks;
        size_t bytes = c->bytes;
        p->chunks = c->next;
        CEDE__UNPOISON(c, bytes);
        p->below.put(p->below.ctx, c, bytes);
    }
}

cede_allocator cede__pool_allocator(cede__pool *p)
{
    cede_allocator a;
    a.get = get;
    a.put = put;
    a.ctx = p;
    return a;
}
