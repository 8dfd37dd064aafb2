/* async_child.c: see async_child.h. */
#include "async_child.h"

async int child(int x)
{
    return x + 1;
}
