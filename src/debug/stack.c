/* stack.c: C stacks, as glibc has them. Any thread, and signal handlers: begin with a call
 * outside of one, for the first loads a library. */
#include <execinfo.h>
#include "debug.h"

int cede__stack(void **stack, int most)
{
    return backtrace(stack, most);
}

void cede__stack_say(void *const *stack, int depth)
{
    backtrace_symbols_fd(stack, depth, 2);
}
