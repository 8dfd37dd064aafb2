/* The variable wins. */
#include <cede.h>

async int g(int x)
{
    int group = x;
    group (h) {
        x++;
    }
    return group;
}
