/* It opens generators. */
#include <cede.h>

async int one(void);

async int g(void)
{
    cede_iter(int) *it = open_iter(one());
    (void)it;
    return 0;
}
