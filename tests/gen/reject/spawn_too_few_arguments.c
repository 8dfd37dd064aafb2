/* Arguments are counted for a spawn, too. */
#include <cede.h>

async int f(int x);

async int g(void)
{
    group (h) {
        spawn(h, f());
    }
    return 0;
}
