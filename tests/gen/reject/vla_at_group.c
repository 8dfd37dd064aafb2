/* A group awaits its tasks. */
#include <cede.h>

async int f(void);

async int g(int n)
{
    char a[n];
    group (h) {
        spawn(h, f());
    }
    return a[0];
}
