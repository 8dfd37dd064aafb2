/* An ordinary one, too. */
#include <cede.h>

int one(void);

async int g(void)
{
    int sum = 0;
    await_each (int x, one())
        sum += x;
    return sum;
}
