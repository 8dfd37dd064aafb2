/* circle.c: far, which awaits what awaits it. */
#include <cede/core.h>

async int about(int n);

async int far(int n)
{
    return await(about(n));
}
