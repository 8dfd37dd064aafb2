/* () says nothing about the parameters. */
#include <cede.h>

async int f()
{
    return 0;
}
