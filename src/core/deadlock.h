/* deadlock.h: tasks that nothing will wake. */
#ifndef CEDE_DEADLOCK_H
#define CEDE_DEADLOCK_H

#include "where.h"

/* As cede_deadlock_check, of any loop; write null: counts. */
unsigned cede__deadlock_check(cede__out o, cede_loop *l);

/* How many tasks there are where each waits for another one of the loop or for what any
 * task may do, so that only wakers could go on; 0: one does not. */
unsigned cede__all_wait(cede_loop *l);

#endif
