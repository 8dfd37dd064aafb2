/* The place is the macro's call, also for an argument. */
#include <cede.h>

#define ID(x) (x)

async int f(int x);

async int g(void)
{
    return ID(1 + f(2));
}
