/* A hash in the middle of a line is no directive. */
#include <cede.h>

async int g(void)
{
    int x = 3 # 4;
    return x;
}
