/* A function, a member and a label of that name are theirs. */
#include <cede.h>

struct device { int (*offload)(int); int group; };

async int g(struct device *d)
{
    int n = d->offload(3);
    if (n)
        goto offload;
    await(cede_yield());
offload:
    return n;
}

static int offload(int x)
{
    return x;
}

async int h(void)
{
    await(cede_yield());
    return offload(1);
}
