/* Whatever the values are, it ends with an int. */
#include <cede.h>

struct point { int x, y; };

async_iter(struct point) points(struct point p)
{
    yield(p);
    return p;
}

async_iter(double) halves(void)
{
    yield(0.5);
    return 1.5;
}
