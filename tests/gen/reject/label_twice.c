/* A label stands once in a function. */
#include <cede.h>

async int g(int x)
{
again:
    x++;
again:
    return x;
}
