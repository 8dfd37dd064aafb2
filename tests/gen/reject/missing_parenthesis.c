/* The next one. */
#include <cede.h>

async int f(int x);

async int g(int x)
{
    if (await(f(x))
        return 1;
    return x;
}
