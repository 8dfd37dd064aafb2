/* Nor has an async function one. */
#include <cede.h>

async int f(const char *format, ...);

async int g(void)
{
    return await(f("x", 1));
}
