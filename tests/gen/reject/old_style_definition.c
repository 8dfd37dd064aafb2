/* Parameters need types where they stand. */
#include <cede.h>

async int f(a, b)
    int a, b;
{
    return a + b;
}
