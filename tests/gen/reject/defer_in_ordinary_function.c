/* An ordinary function has no frame to keep it in. */
#include <cede.h>

int g(int x)
{
    defer { x = 0; }
    return x;
}
