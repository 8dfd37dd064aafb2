/* Static assertions are decided by the compiler. */
#include <cede.h>

async int f(void);

async int g(void)
{
    _Static_assert(await(f()), "no");
    return 0;
}
