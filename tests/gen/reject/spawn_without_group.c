/* Every task belongs to a group. */
#include <cede.h>

async int f(void);

async int g(void)
{
    group (h) {
        spawn(f());
    }
    return 0;
}
