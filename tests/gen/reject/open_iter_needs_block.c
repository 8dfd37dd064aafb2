/* The end of a block closes it. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(void)
{
    static cede_iter(int) *a = open_iter(numbers(3));
    for (cede_iter(int) *b = open_iter(numbers(3)); b; )
        break;
    (void)a;
    return 0;
}
