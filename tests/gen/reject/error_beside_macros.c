/* What is written stands in no macro, whatever stands around it. */
#include <cede.h>

#define EACH(i, n) for (int i = 0; i < (n); i++)
#define NAME(x) x
#define UNUSED(x) ((void)(x))
#define OPEN {
#define CLOSE }

async int f(int x);

async int g(int n)
OPEN
    EACH(i, n) { f(i); }
    UNUSED(n); f(NAME(n)); UNUSED(n);
    (UNUSED)(f(1));
    return NAME(1) + f(NAME(2)) + NAME(3);
CLOSE
