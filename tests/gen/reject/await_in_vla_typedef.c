/* And one in a typedef. */
#include <cede.h>

async int f(void);

async int g(void)
{
    typedef int row[await(f())];
    return 0;
}
