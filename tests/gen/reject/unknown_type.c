/* A type must be declared before. */
#include <cede.h>

async int g(int x)
{
    missing_t y = x;
    return y;
}
