/* The variable takes the values as an assignment does. */
#include <cede.h>

struct point { int x, y; };
async_iter(struct point) points(void);
async_iter(long double) wide(void);

async int g(void)
{
    int sum = 0;
    await_each (int x, points())
        sum += x;
    await_each (double x, wide())
        sum += x > 1;
    await_each (struct point p, points())
        sum += p.x;
    return sum;
}
