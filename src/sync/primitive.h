/* primitive.h: what the primitives' files have in common.
 *
 * Each file is one primitive, and needs nothing of the others but where it says so: a
 * program that does not use it does not link it. Their operations' frames begin with
 * their waiter, their results are ints: the steps are wait.c's. */
#ifndef CEDE_PRIMITIVE_H
#define CEDE_PRIMITIVE_H

#include <cede/errno.h>
#include "../core/check.h"
#include "../core/retire.h"
#include "../core/task_core.h"

/* Its first waiter, of a ring that has one. */
static inline cede_waiter *cede__first_waiter(const cede_link *ring)
{
    return cede__waiter_of(ring->next);
}

/* Copies a value. Most are a number or a pointer, which needs no call. */
static inline void cede__copy_value(void *to, const void *from, size_t size)
{
    if (size == sizeof (void *))
        memcpy(to, from, sizeof (void *));
    else if (size == sizeof (int))
        memcpy(to, from, sizeof (int));
    else
        memcpy(to, from, size);
}

/* A waiter that gets a value: their frames begin alike. */
CEDE__FRAME cede__getter { cede_waiter waiter; void *item; };

/* Ends its wait with a copy of *item. */
static inline void cede__bring(cede_waiter *w, const void *item, size_t size)
{
    cede__copy_value(((struct cede__getter *)(void *)w)->item, item, size);
    cede__wait_end(w, 0);
}

#endif
