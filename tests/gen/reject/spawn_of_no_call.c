/* A task begins with a call. */
#include <cede.h>

async int f(void);

async int g(void)
{
    group (h) {
        spawn(h, f);
    }
    return 0;
}
