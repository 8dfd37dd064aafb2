/* It does not leave a loop around it, … */
#include <cede.h>

async int g(int x)
{
    while (x) {
        defer {
            if (x == 1)
                break;
        }
        x--;
    }
    return 0;
}
