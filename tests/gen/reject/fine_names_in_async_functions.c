/* Names are resolved, so a call is of what the name means there. */
#include <cede.h>

async int f(int x);
struct ops { int (*f)(int); int (*await_me)(int); };
int ordinary(int x);

async int parameter(int (*f)(int), struct ops *o)
{
    return f(1) + (*f)(2) + o->f(3) + (*o).f(4) + (*o->await_me)(5);
}

async int local(void)
{
    int x = (int)sizeof f(1) + (int)sizeof(f(1)) + (int)_Alignof(__typeof__(f(1)));
    __typeof__(f(1)) y = x;
    {
        int (*f)(int) = ordinary;
        y += f(1);
        {
            int f = 3;
            y += f;
        }
    }
    int (*g)(int) = f, (*h)(int) = &f;
    struct ops ops = { f, .await_me = *f };
    y += g == h && ops.f == f;
    y += __builtin_choose_expr(1, 2, f(1)) + _Generic(f(1), int: 1, default: f(2));
    const char *s = "f(1)";
    goto f;
f:
    await(cede_yield());
    return y + s[0] + await(parameter(f, &ops)) + await(ops.f(2)) + await(g(3));
}
