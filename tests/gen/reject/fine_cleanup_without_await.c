/* It is the compiler's where the function never suspends. */
#include <cede.h>

void done(int *x);

async int g(void)
{
    __attribute__((cleanup(done))) int x = 1;
    return x;
}
