/* An ordinary function cannot wait. */
#include <cede.h>

async int f(void);

int g(void)
{
    return f();
}
