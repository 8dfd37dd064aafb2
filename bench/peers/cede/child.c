/* child.c: see child.h. */
#include "child.h"

async int child(int x)
{
    return x + 1;
}
