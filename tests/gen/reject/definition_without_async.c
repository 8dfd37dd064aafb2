/* Legal, but the reader would not know. */
#include <cede.h>

async int f(void);

int f(void)
{
    return 1;
}
