/* A line directive moves the place. */
#include <cede.h>

async int f(int x);

#line 100 "elsewhere.y"
async int g(void)
{
    return f(2);
}
