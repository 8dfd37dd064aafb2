/* Enumerators are constants. */
#include <cede.h>

async int f(void);

async int g(void)
{
    enum { A = await(f()) };
    return A;
}
