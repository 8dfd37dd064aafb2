/* One is enough. */
#include <cede.h>

async int g(int x)
{
    within (cede_ms(1)) {
        x++;
    } else {
        x--;
    } else {
        x = 0;
    }
    return x;
}
