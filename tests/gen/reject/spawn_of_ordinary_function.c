/* Only async functions are tasks. */
#include <cede.h>

int plain(int x);

async int g(void)
{
    group (h) {
        spawn(h, plain(1));
    }
    return 0;
}
