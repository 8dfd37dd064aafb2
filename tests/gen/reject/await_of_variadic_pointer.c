/* A variable number of arguments has no struct. */
#include <cede.h>

async int g(int (*p)(const char *, ...))
{
    return await(p("x", 1));
}
