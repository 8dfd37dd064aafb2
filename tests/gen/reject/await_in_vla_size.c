/* The size of an array is part of its type. */
#include <cede.h>

async int f(void);

async int g(void)
{
    int a[await(f())];
    return sizeof a;
}
