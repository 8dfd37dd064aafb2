/* child.h: a child in a file of its own, so that no compiler sees through it. */
#ifndef CHILD_H
#define CHILD_H

#include <cede.h>

/* x + 1, without waiting. */
async int child(int x);

#endif
