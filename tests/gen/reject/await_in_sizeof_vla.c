/* sizeof evaluates its operand where that is a VLA. */
#include <cede.h>

async int f(void);

async int g(void)
{
    return sizeof(int[await(f())]);
}
