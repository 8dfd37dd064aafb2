/* So does a character. */
#include <cede.h>

async int g(void)
{
    int c = 'a;
    return c;
}
