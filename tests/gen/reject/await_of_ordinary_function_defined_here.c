/* The hint differs where the function is in the same file. */
#include <cede.h>

static int plain(int x)
{
    return x;
}

async int g(void)
{
    return await(plain(1));
}
