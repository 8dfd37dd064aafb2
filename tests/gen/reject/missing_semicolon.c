/* The most common mistake. */
#include <cede.h>

async int g(int x)
{
    x++
    return x;
}
