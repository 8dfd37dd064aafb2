/* async_child.h: a child in a file of its own, so that no compiler sees through it. */
#ifndef ASYNC_CHILD_H
#define ASYNC_CHILD_H

#include <cede.h>

/* x + 1, without waiting. */
async int child(int x);

#endif
