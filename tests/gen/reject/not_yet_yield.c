/* Generators come later. */
#include <cede.h>

async int g(void)
{
    yield(1);
    return 0;
}
