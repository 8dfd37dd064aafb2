/* An asm may write into what an await gave, but not by way of it. */
#include <cede.h>

async int *f(void);

async int g(void)
{
    asm("" : "=r"(*await(f())));
    return 0;
}
