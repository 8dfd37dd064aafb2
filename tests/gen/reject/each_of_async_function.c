/* An async function gives one result. */
#include <cede.h>

async int one(void);

async int g(void)
{
    int sum = 0;
    await_each (int x, one())
        sum += x;
    return sum;
}
