/* boxed belongs to await. */
#include <cede.h>

async int f(void);

async int g(void)
{
    return boxed(f());
}
