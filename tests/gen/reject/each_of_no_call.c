/* What it goes over is called there. */
#include <cede.h>

async int g(int *values)
{
    int sum = 0;
    await_each (int x, values)
        sum += x;
    return sum;
}
