/* It has to yield something. */
#include <cede.h>

async_iter(void) nothing(void)
{
    return;
}
