/* Only async functions can be awaited by name. */
#include <cede.h>

int plain(int x);

async int g(void)
{
    return await(plain(1));
}
