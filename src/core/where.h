/* where.h: where a task waits, in words. */
#ifndef CEDE_WHERE_H
#define CEDE_WHERE_H

#include "loop_core.h"

typedef void cede__say_fn(void *ctx, const char *text);

/* One line for each task of the loop that has not ended, with those of its groups
 * indented below: "main_fn (file.c:12) > cede_sleep". */
void cede__where_all(cede_loop *l, cede__say_fn *say, void *ctx);

#endif
