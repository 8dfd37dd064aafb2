/* A variable-length array may live where nothing is awaited. */
#include <cede.h>

async int f(void);

async int g(int n)
{
    int sum = 0;
    {
        int a[n];
        for (int i = 0; i < n; i++)
            a[i] = i;
        sum = a[n - 1];
    }
    sum += await(f());
    group (h) {
        spawn(h, f());
        if (n > 3) {
            char b[n];
            b[0] = 1;
            sum += b[0];
        }
    }
    defer { await(cede_yield()); }
    for (int i = 0; i < n; i++) {
        int c[n];
        c[0] = (int)sizeof c;
        sum += c[0];
    }
    return sum;
}
