/* Where to? */
#include <cede.h>

async int f(void);

async int g(void)
{
    group (h) {
        spawn_into(h, f());
    }
    return 0;
}
