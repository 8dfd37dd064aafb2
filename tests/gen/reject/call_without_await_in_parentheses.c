/* However the function is written. */
#include <cede.h>

async int f(int x);

async int g(void)
{
    return (f)(1) + (*f)(2) + (&f)(3);
}
