/* A name that is an async function's elsewhere is something else here. */
#include <cede.h>

#include <stdio.h>

async int f(int x);
async int *p(void);
struct ops { int (*f)(int); };

int local(void)
{
    int f = 3;
    return f * (f) + f;
}

int parameter(int (*f)(int))
{
    return f(1) + (*f)(2);
}

int pointer_local(int (*g)(int))
{
    int (*f)(int) = g;
    return f(1);
}

int member(struct ops *o, struct ops v)
{
    return o->f(1) + v.f(2) + (*o->f)(3);
}

const char *string(void)
{
    /* f(1) */
    return "f(1)" "await(f(1))";
}

int unevaluated(void)
{
    __typeof__(f(1)) x = 0;
    return (int)sizeof f(1) + (int)sizeof(f(1)) + x;
}

int (*use(void))(int)
{
    int (*q)(int) = f;
    q = &f;
    return q ? f : *f;
}

struct ops table[] = { { f }, { .f = f } };

int declared_here(void)
{
    int f(int x);
    int *p(void);
    extern async int g(int (*f)(int));
    return (int)sizeof f;
}

int labels(int x)
{
    if (x)
        goto f;
    x = 1;
f:
    return x;
}

struct f { int f; };

int tags(void)
{
    struct f f = { .f = 3 };
    return f.f;
}
