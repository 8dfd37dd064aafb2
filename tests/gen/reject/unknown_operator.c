/* C++ is another language. */
#include <cede.h>

async int g(int x)
{
    auto y = x ?: 2;
    return x <=> y;
}
