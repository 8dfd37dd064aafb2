/* Jumps inside a block, and backward over a defer, are C's. */
#include <cede.h>

async int g(int x)
{
    static void *const to[] = { &&a, &&b };
again:
    {
        defer { x++; }
        await(cede_yield());
        if (x < 3)
            goto again;
    }
    goto *to[x & 1];
a:
    x++;
b:
    within (cede_ms(1)) {
c:
        await(cede_yield());
        if (x < 9) {
            x++;
            goto c;
        }
    }
    return x;
}
