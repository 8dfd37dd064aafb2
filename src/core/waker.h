/* waker.h: the loop's side of wakers. */
#ifndef CEDE_WAKER_H
#define CEDE_WAKER_H

#include "task_core.h"

/* Fires what was posted, in the order it came; once a turn. */
void cede__posted_fire(cede_loop *l);

#endif
