/* Wherever it stands. */
#include <cede.h>

async int f(int x);

async int g(void)
{
    return 1 + f(2) * await(f(3));
}
