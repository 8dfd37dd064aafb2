/* A line may go on. */
#include <cede.h>

async int f(int x);

async int g(void)
{
    return \
        f(2);
}
