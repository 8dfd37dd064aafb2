/* iter_source.h: generators of another file, for iter_test.c. */
#ifndef ITER_SOURCE_H
#define ITER_SOURCE_H

#include <cede.h>

/* Waits a millisecond before each of n values, in a call of its own with a large frame. */
async_iter(int) far_numbers(int n);
/* Each value of far_numbers twice. */
async_iter(int) far_pairs(int n);
/* What pulls a generator that it has not opened. */
async int far_sum(cede_iter(int) *it, int most);

#endif
