/* A group waits at its closing brace for tasks that may use what is in it. */
#include <cede.h>

async int f(void);

async int g(int n)
{
    group (h) {
        char a[n];
        a[0] = 1;
        spawn(h, f());
    }
    return 0;
}
