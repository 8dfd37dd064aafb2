/* A parameter's type is printed where n is unknown. */
#include <cede.h>

async int g(int n, int a[][n])
{
    return a[0][0];
}
