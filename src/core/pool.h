/* pool.h: an allocator of small blocks without a byte of overhead each. */
#ifndef CEDE_POOL_H
#define CEDE_POOL_H

#include <stddef.h>
#include <cede/loop.h>

/* Blocks up to this size come from the pool, larger ones from below it. */
enum { CEDE__POOL_STEP = 8, CEDE__POOL_CLASSES = 128, CEDE__POOL_MOST = CEDE__POOL_STEP * CEDE__POOL_CLASSES };

typedef struct cede__pool_free { struct cede__pool_free *next; } cede__pool_free;
typedef struct cede__pool_chunk cede__pool_chunk;

/*   lifetime   from init to deinit; the caller's memory */
typedef struct cede__pool {
    cede_allocator below;
    size_t chunk_bytes;
    cede__pool_chunk *chunks;               /* newest first */
    char *rest;                             /* of the newest chunk, not cut yet */
    size_t rest_bytes;
    cede__pool_free *free[CEDE__POOL_CLASSES + 1];      /* by 8ths of their size */
} cede__pool;

/* chunk_bytes: what is asked for below at a time; at least twice CEDE__POOL_MOST. */
void cede__pool_init(cede__pool *p, cede_allocator below, size_t chunk_bytes);

/* Gives every chunk back below; no block is in use any more. */
void cede__pool_deinit(cede__pool *p);

/* The pool as a loop's memory. */
cede_allocator cede__pool_allocator(cede__pool *p);

#endif
