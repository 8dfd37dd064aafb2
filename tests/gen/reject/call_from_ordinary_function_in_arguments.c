/* A call in an argument of a spawn is not the one that is spawned. */
#include <cede.h>

async int f(int x);

int g(cede_group *h)
{
    return spawn(h, f(f(1)));
}
