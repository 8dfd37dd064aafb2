/* A defer cannot return. */
#include <cede.h>

async int f(void);

async int g(void)
{
    defer {
        group (h) {
            spawn(h, f());
        }
    }
    return 0;
}
