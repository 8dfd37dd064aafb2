/* What cedec does not know it does not copy. */
#include <cede.h>

async int g(int x)
{
    foreach (y in x)
        y++;
    return x;
}
