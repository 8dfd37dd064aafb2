/* Where an await suspends, the C frame is left and with it the array. */
#include <cede.h>

async int f(void);

async int g(int n)
{
    int a[n];
    a[0] = await(f());
    return a[0];
}
