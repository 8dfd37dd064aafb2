/* Also where only a block of the function has one and does not await. */
#include <cede.h>

void done(int *x);

async int g(void)
{
    {
        int x __attribute__((cleanup(done))) = 1;
        if (x)
            return x;
    }
    return await(cede_yield());
}
