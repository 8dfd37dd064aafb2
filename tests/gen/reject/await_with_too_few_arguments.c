/* Arguments are counted here, and their types checked by the compiler. */
#include <cede.h>

async int f(int a, int b);

async int g(void)
{
    return await(f(1));
}
