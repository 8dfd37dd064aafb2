/* What outlives the tasks may be passed. */
#include <cede.h>

struct s { int a[3]; int *p; };
async int f(int *x);
async int value(int x);

async int g(int *out, cede_group *other)
{
    int before = 0;
    static int fixed;
    struct s s = { { 0 }, out };
    group (h) {
        int in_group = 0, array[3] = { 0 };
        for (int i = 0; i < 3; i++) {
            struct s inner = { { 0 }, out };
            static int here;
            int *q = out + i, x = 0;
            spawn(h, f(&before));
            spawn(h, f(&in_group));
            spawn(h, f(&array[i]));
            spawn(h, f(array + i));
            spawn(h, f(q));
            spawn(h, f(inner.p));
            spawn(h, f(&inner.p[1]));
            spawn(h, f(&fixed));
            spawn(h, f(&here));
            spawn(h, f(s.a));
            spawn(h, f(&q[i]));
            int within[2][2] = { { 0 } };
            spawn(h, value(within[1][i]));
            spawn(h, value(inner.a[1] + *within[0]));
            spawn(h, value(&inner.a[1] == inner.a));
            group (deeper) {
                spawn(deeper, f(&x));
            }
            spawn(other, f(out));
        }
        (void)f;
    }
    return before;
}
