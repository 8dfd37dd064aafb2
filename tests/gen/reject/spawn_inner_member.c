/* A member is part of its struct. */
#include <cede.h>

struct s { int a[3]; int b; };
async int f(int *x);

async int g(void)
{
    group (h) {
        {
            struct s s = { { 0 }, 0 };
            spawn(h, f(&s.b));
            spawn(h, f(s.a));
            spawn(h, f(&s.a[1]));
            spawn(h, f((int *)&s + 1));
        }
    }
    return 0;
}
