/* Generators come later. */
#include <cede.h>

async_iter(int) numbers(int n)
{
    for (int i = 0; i < n; i++)
        yield(i);
    return 0;
}
