/* Also as the argument of an await. */
#include <cede.h>

async int f(int x);

async int g(void)
{
    return await(f(f(1)));
}
