/* round.c: the other half of a circle. */
#include <cede/core.h>

async int far(int n);

async int about(int n)
{
    return await(far(n));
}
