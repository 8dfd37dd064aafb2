/* The place is the macro's call. */
#include <cede.h>

#define TWICE(x) (f(x) + f(x))

async int f(int x);

async int g(void)
{
    return TWICE(3);
}
