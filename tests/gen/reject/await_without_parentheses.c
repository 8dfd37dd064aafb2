/* await is a keyword that looks like a function. */
#include <cede.h>

async int f(void);

async int g(void)
{
    return await f();
}
