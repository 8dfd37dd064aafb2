/* Sizes of members are constants. */
#include <cede.h>

async int f(void);

async int g(void)
{
    struct { int x : await(f()); } s = { 0 };
    return s.x;
}
