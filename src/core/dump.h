/* dump.h: tasks in words. */
#ifndef CEDE_DUMP_H
#define CEDE_DUMP_H

#include "where.h"

/* "#3". */
void cede__put_task_number(cede__out o, const cede_loop *l, const cede_task *t);

/* "#3 serve (file.c:12) > cede_join: waits for #4", and the line's end. */
void cede__put_task(cede__out o, cede_loop *l, cede_task *t);

/* As cede_task_dump, of any loop. */
void cede__dump(cede__out o, cede_loop *l, const cede_task *top);

#endif
