/* It is no function. */
#include <cede.h>

int f(int x);

async int g(void)
{
    return offload(f(1));
}
