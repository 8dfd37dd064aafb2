/* async on one declaration is enough to know. */
#include <cede.h>

async int f(int x);
int f(int x);

int g(void)
{
    return f(1);
}
