/* Nobody could wait there. */
#include <cede.h>

int f(int x);

int g(void)
{
    return await(offload(f(1)));
}
