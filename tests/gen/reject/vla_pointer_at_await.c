/* A pointer to one has a size in its type. */
#include <cede.h>

async int f(void);

async int g(int n, void *p)
{
    int (*a)[n] = p;
    int x = await(f());
    return x + (*a)[0];
}
