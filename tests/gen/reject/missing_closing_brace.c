/* A function that does not end. */
#include <cede.h>

async int g(int x)
{
    if (x) {
        x++;
    return x;
}
