/* What waits by itself needs no thread. */
#include <cede.h>

async int f(int x);

async int g(void)
{
    return await(offload(f(1)));
}
