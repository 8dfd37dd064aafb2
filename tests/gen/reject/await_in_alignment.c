/* Alignments are constants. */
#include <cede.h>

async int f(void);

async int g(void)
{
    _Alignas(await(f())) int x = 0;
    return x;
}
