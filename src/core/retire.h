/* retire.h: the end of a primitive. */
#ifndef CEDE_RETIRE_H
#define CEDE_RETIRE_H

#include "self.h"
#include "watch.h"

/* A ring that nobody uses any more: in debug mode who does is caught. */
static inline void cede__retire(cede_link *ring)
{
    const struct cede__watch *w = cede__self.loop ? cede__self.loop->watch : NULL;
    if (w && w->dead)
        ring->next = ring->prev = w->dead;
}

#endif
