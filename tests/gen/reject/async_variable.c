/* A variable cannot be async. */
#include <cede.h>

async int x;

async int g(void)
{
    return x;
}
