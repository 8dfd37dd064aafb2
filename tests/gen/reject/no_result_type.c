/* Implicit int is no more. */
#include <cede.h>

async f(void)
{
    return 0;
}
