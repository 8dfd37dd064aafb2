/* await takes a call, not a value. */
#include <cede.h>

async int g(int x)
{
    return await(x);
}
