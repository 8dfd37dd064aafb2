/* asm can jump, too. */
#include <cede.h>

async int g(int x)
{
    within (cede_ms(5)) {
        await(cede_yield());
        asm goto("" : : : : out);
    }
out:
    return x;
}
