/* The same. */
#include <cede.h>

async int g(int x)
{
    while (x)
        defer x--;
    do
        defer x--;
    while (x);
    for (;;)
        defer x--;
}
