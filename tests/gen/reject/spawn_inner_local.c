/* A round of the loop ends before the task does. */
#include <cede.h>

async int f(int *x);

async int g(void)
{
    group (h) {
        for (int i = 0; i < 3; i++)
            spawn(h, f(&i));
    }
    return 0;
}
