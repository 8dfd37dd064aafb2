/* A struct of arguments has a fixed size. */
#include <cede.h>

async int f(const char *format, ...)
{
    return 0;
}
