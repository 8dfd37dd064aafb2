/* And what consumes them. */
#include <cede.h>

async_iter(int) numbers(int n);

async int g(void)
{
    int sum = 0;
    await_each (int x, numbers(3)) {
        sum += x;
    }
    return sum;
}
