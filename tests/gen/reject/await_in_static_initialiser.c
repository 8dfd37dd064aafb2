/* The same holds for a static local. */
#include <cede.h>

async int f(void);

async int g(void)
{
    static int x = await(f());
    return x;
}
