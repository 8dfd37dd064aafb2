/* parameter_names.c: A callee's parameters have names that are macros by now. */
#include "corpus.h"

static async int outer(int size_of, int kk);
#define size_of 10
#define kk 20
static async int test_main(void)
{
    return await(outer(size_of, kk));
}
#undef size_of
static async int outer(int size_of, int b) { await(cede_yield()); return size_of + b; }

PROGRAM(macros_parameter_names, test_main)
