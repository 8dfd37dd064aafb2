/* mutex.h: what a condition does with its mutex. */
#ifndef CEDE_MUTEX_H
#define CEDE_MUTEX_H

#include <cede/sync.h>

/* Hands it to the first who waits, or frees it; whoever calls has seen to who owns it. */
void cede__mutex_pass(cede_mutex *m);

/* Makes the waiter's task its owner, and the waiter one that has arrived: 1; or puts the
 * waiter behind those who wait: 0. */
int cede__mutex_enter(cede_mutex *m, cede_waiter *w);

#endif
