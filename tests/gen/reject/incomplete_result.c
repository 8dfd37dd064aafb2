/* The result's type must be complete. */
#include <cede.h>

struct later;
async struct later f(void);

async int g(void)
{
    await(f());
    return 0;
}
