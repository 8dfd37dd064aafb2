/* After an error the next function is looked at. */
#include <cede.h>

async int f(int x);

async int one(void)
{
    int x = 1
    return x;
}

async int two(void)
{
    return f(2);
}

int three(void)
{
    return await(f(3));
}

async int four(void)
{
    return await(f(4);
}

async int five(void)
{
    return await(f(5, 5));
}
