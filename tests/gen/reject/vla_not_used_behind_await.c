/* Being in scope is enough: no label may stand there. */
#include <cede.h>

async int f(void);

async int g(int n)
{
    int a[n];
    a[0] = 1;
    n = a[0];
    return await(f()) + n;
}
