/* A defer runs at the closing brace, where the array still is. */
#include <cede.h>

async int g(int n)
{
    defer { await(cede_yield()); }
    int a[n];
    a[0] = n;
    return a[0];
}
