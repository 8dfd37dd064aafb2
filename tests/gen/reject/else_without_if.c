/* Nor belongs an else to a shield. */
#include <cede.h>

async int g(int x)
{
    shield {
        x++;
    } else {
        x--;
    }
    return x;
}
