/* The arguments' types follow from the pointer's type. */
#include <cede.h>

async int g(int (*p)())
{
    return await(p(1));
}
