/* An await's value is no call. */
#include <cede.h>

async int f(void);

async int g(void)
{
    return await(await(f()));
}
