/* Both at once. */
#include <cede.h>

async f(a)
{
    return a;
}
