/* The result would be stored in what is gone. */
#include <cede.h>

async int f(void);

async int g(void)
{
    int sum = 0;
    group (h) {
        for (int i = 0; i < 3; i++) {
            int x = 0;
            spawn_into(h, &x, f());
            sum += x;
        }
    }
    return sum;
}
