/* … nor begin its next round, … */
#include <cede.h>

async int g(int x)
{
    while (x) {
        defer {
            continue;
        }
        x--;
    }
    return 0;
}
