/* Of which the type has to be known. */
#include <cede.h>

async int g(void)
{
    int sum = 0;
    await_each (int x, numbers(3))
        sum += x;
    return sum;
}
