/* There must be a label. */
#include <cede.h>

async int g(int x)
{
    goto nowhere;
    return x;
}
