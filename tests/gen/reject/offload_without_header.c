/* The core alone has no threads. */
#include <cede/core.h>

int f(int x);

async int g(void)
{
    return await(offload(f(1)));
}
