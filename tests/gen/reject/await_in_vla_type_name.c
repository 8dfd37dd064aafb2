/* So is one in a cast. */
#include <cede.h>

async int f(void);

async int g(void *p)
{
    return sizeof *(int (*)[await(f())])p;
}
