/* The else part is entered when the deadline has passed; a jump there is C's. */
#include <cede.h>

async int g(int x)
{
    if (x)
        goto inside;
    group (h) {
        x++;
    } else {
inside:
        x--;
    }
    return x;
}
