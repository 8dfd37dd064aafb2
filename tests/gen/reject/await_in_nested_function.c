/* GNU C's nested functions have no frame of their own. */
#include <cede.h>

async int f(void);

async int g(void)
{
    int inner(void) { return await(f()); }
    return inner();
}
