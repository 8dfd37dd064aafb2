/* Ordinary functions are only skimmed. */
#include <cede.h>

async int f(void);

int nested(int n)
{
    int inner(int x) { return x + n; }
    __auto_type y = inner(1);
    int a[n];
    void *const to[] = { &&one, &&two };
    goto *to[y & 1];
one:
    return ({ int z = a[0]; z; });
two:
    switch (y) { case 1 ... 3: return 1; }
    return 2;
}
