/* So has a typedef name. */
#include <cede.h>

async int f(void);

async int g(int n)
{
    typedef int row[n];
    return await(f()) + sizeof(row *);
}
