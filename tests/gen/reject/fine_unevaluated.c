/* What is not evaluated may await anything. */
#include <cede.h>

async int f(void);
async int *p(void);

async int g(void)
{
    int a[sizeof(await(f()))];
    struct { int x : sizeof(await(f())); } s = { 1 };
    __typeof__(await(p())) q = 0;
    _Static_assert(sizeof(await(f())) == sizeof(int), "int");
    _Alignas(sizeof *await(p())) int x = 0;
    a[0] = (int)sizeof f() + (int)sizeof await(p());
    return a[0] + s.x + (q == 0) + x + _Generic(await(f()), int: 1, default: 2);
}
