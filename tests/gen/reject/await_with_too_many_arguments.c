/* The other way round. */
#include <cede.h>

async int f(void);

async int g(void)
{
    return await(f(1, 2));
}
