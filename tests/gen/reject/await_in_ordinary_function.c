/* Only an async function can be suspended. */
#include <cede.h>

async int f(void);

int g(void)
{
    int x = await(f());
    return x;
}
