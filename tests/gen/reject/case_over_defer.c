/* So a case behind a defer is refused. */
#include <cede.h>

async int g(int x)
{
    switch (x) {
    case 0:;
        defer { x = 0; }
        await(cede_yield());
        break;
    case 1:
        return 1;
    default:
        return 2;
    }
    return 0;
}
