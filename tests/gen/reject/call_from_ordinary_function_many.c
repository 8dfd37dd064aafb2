/* Each is told, up to twenty errors. */
#include <cede.h>

async int f(int x);

int g(int x)
{
    int a = f(1), b;
    if (f(2))
        b = f(3);
    while (f(4))
        ;
    switch (x) {
    case 1: f(5);
    }
    { f(6); }
    for (f(7); f(8); f(9))
        ;
    (void)f(10);
    a = x ? f(11) : f(12);
    do f(13); while (0);
    label: f(14);
    return f(15) + a + b;
}
