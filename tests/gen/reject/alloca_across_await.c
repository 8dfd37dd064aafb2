/* What alloca gives lies in the C frame. */
#include <cede.h>

#include <alloca.h>

async int f(void);

async int g(int n)
{
    char *p = alloca(n);
    p[0] = await(f());
    return p[0];
}
