/* Blocks are no loops. */
#include <cede.h>

async int g(int x)
{
    within (cede_ms(1)) {
        await(cede_yield());
        break;
    }
    group (h) {
        continue;
    }
    return x;
}
