/* The attribute comes later. */
#include <cede.h>

void done(int *x);

async int g(void)
{
    __attribute__((cleanup(done))) int x = 1;
    await(cede_yield());
    return x;
}
