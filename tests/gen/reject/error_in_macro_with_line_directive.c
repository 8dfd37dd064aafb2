/* A line directive moves the places of definitions, too. */
#include <cede.h>

async int f(int x);

#line 100 "elsewhere.y"
#define CALL(x) 1 + \
    f(x)

async int g(void)
{
    return CALL(2);
}
