/* Nor an expression with a call in it. */
#include <cede.h>

async int f(void);

async int g(void)
{
    return await(f() + 1);
}
