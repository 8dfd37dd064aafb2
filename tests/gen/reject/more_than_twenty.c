/* Enough is enough. */
#include <cede.h>

async int f(int x);

async int g(int x)
{
    f(1), f(2), f(3), f(4), f(5);
    f(1), f(2), f(3), f(4), f(5);
    f(1), f(2), f(3), f(4), f(5);
    f(1), f(2), f(3), f(4), f(5);
    f(1), f(2), f(3), f(4), f(5);
    return x;
}
