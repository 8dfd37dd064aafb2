/* The call must be there. */
#include <cede.h>

async int f(void);

async int g(void)
{
    return await(f);
}
