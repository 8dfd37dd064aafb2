/* An operand of asm is the compiler's. */
#include <cede.h>

async int f(void);

async int g(void)
{
    int x;
    asm("" : "=r"(x) : "0"(await(f())));
    return x;
}
