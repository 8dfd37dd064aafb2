/* child.h: async_child.h's child by hand, in a file of its own too. */
#ifndef CHILD_H
#define CHILD_H

struct child { int state, x, result; };

/* 0: it has ended, and result is x + 1. */
int child_step(struct child *c);

#endif
