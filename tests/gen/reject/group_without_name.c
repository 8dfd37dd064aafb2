/* A group has a name. */
#include <cede.h>

async int g(void)
{
    group () {
    }
    return 0;
}
