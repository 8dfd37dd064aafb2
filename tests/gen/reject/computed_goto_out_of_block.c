/* The other way. */
#include <cede.h>

async int g(int x)
{
    void *to = &&out;
    within (cede_ms(5)) {
        await(cede_yield());
        goto *to;
    }
out:
    return x;
}
