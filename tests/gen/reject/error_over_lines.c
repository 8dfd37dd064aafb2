/* A call over several lines is marked in its first. */
#include <cede.h>

async int f(int a,
            int b);

async int g(void)
{
    return f(1,
             2);
}
