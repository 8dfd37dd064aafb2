/* A failure could not be carried on. */
#include <cede.h>

async int f(void);

async void g(void)
{
    group (h) {
        spawn(h, f());
    }
}
