/* driver.h: what the drivers of the corpus share; programs do not include it. */
#ifndef CEDE_TESTS_DRIVER_H
#define CEDE_TESTS_DRIVER_H

#include "corpus.h"

/* Runs it as the main task of a loop with virtual time, to its end. */
int run_loop(int (*entry)(void));

/* Writes which ways of leaving were seen, where the build records them. */
void covered(const char *directory, const char *name);

#endif
