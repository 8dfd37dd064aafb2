/* What is wrong in one function hides nothing of another: syntax, what is allowed, jumps. */
#include <cede.h>

async int f(int x);

async int jumps(int n)
{
    if (n)
        goto nowhere;
    return await(f(1));
}

async int allowed(int n)
{
    if (n)
        goto hidden;
    return f(2);
}

async int syntax(void)
{
    int x = 1
    return f(x);
}

async int good(int n)
{
    group (g) {
        spawn(g, f(n));
    }
    return await(f(3));
}

async int blocks(int n)
{
    if (n)
        goto inside;
    shield {
    inside:
        n = await(f(4));
    }
    return n;
}
