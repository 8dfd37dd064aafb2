/* A block has to be entered at its beginning. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(int n)
{
    if (n)
        goto in;
    await_each (int x, numbers(n)) {
        n = x;
    in:
        n++;
    }
    return n;
}
