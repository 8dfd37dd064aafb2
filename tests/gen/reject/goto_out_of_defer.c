/* … nor go anywhere else. */
#include <cede.h>

async int g(int x)
{
    defer {
        goto end;
    }
    x++;
end:
    return x;
}
