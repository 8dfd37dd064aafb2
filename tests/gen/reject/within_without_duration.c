/* How long? */
#include <cede.h>

async int g(void)
{
    within {
    }
    return 0;
}
