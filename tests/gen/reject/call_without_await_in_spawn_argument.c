/* An argument of spawn is no call that is spawned. */
#include <cede.h>

async int f(int x);

async int g(void)
{
    group (h) {
        spawn(h, f(f(1)));
    }
    return 0;
}
