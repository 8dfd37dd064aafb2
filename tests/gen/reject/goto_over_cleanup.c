/* Whether the variable is to be cleaned up would not be known. */
#include <cede.h>

void done(int *x);

async int g(int n)
{
    if (n)
        goto behind;
    int x __attribute__((cleanup(done))) = 1;
    await(cede_yield());
behind:
    return x;
}
