/* Nobody knows which blocks it leaves. */
#include <cede.h>

async int g(int x)
{
    static void *const to[] = { &&a, &&b };
    goto *to[x];
a:
    {
        defer { x++; }
        await(cede_yield());
b:
        x = 1;
    }
    return x;
}
