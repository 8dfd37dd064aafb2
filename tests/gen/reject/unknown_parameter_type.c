/* Also for parameters. */
#include <cede.h>

async int g(missing_t x)
{
    return x;
}
