/* So must a parameter's. */
#include <cede.h>

struct later;
async int f(struct later x);

async int g(void *p)
{
    return await(f(*(struct later *)p));
}
