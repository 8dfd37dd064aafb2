/* Threads come later. */
#include <cede.h>

int hash(const char *path);

async int g(void)
{
    return await(offload(hash("x")));
}
