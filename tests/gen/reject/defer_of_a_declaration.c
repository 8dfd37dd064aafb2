/* A defer takes a statement. */
#include <cede.h>

async int g(int x)
{
    defer int y = 0;
    return x;
}
