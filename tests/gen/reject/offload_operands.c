/* What cannot be called with arguments of known types. */
#include <cede.h>
#include <stdio.h>

struct unknown;
struct unknown make(void);
int old();
int matrix(int n, int m[n][n]);
int two(int a, int b);

async int g(int (*p)(), int n)
{
    int m[2][2];
    await(offload(n));
    await(offload(missing(1)));
    await(offload(printf("%d", n)));
    await(offload(old()));
    await(offload(p()));
    await(offload(matrix(2, m)));
    await(offload(make()));
    await(offload(two(1)));
    await(offload(m[0](1)));
    return 0;
}
