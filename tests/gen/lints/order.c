/* async-order: calls left of an await, which are made after it. */
#include <cede.h>
#include <complex.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

int next(void);
int *slot(int i);
int pure(int x) __attribute__((pure));
static async int f(int x) { await(cede_yield()); return x; }
#define NEXT() (next() + 1)

static async int warned(int n)
{
    int a = next() + await(f(1));
    printf("%d %d\n", next(), await(f(2)));
    *slot(3) = await(f(3));
    *slot(4) += await(f(4));
    a += next() * (n && await(f(5)));
    a += (n ? next() : 0) + await(f(6));
    a += pure(await(f(7))) + slot(await(f(8)))[0] + await(f(9));
    a += await(f(next() + await(f(10))));
    a += NEXT() + await(f(11));
    a += next() + ({ await(f(12)); });
    return next() - await(f(13));
}

static async int fine(int n, const char *s, int table[])
{
    int a = await(f(1)) + next();
    printf("%d\n", await(f(next())));
    a += pure(1) + await(f(2));
    a += (int)strlen(s) + isdigit(*s) + await(f(3));
    a += (int)(sin(1.0) + fmod(a, 2.0) + creal(a)) + toupper(*s) + await(f(3));
    a += next() && await(f(4));
    a += next() ? await(f(5)) : next();
    a += (next(), await(f(6)));
    table[n++] = await(f(7));
    a += (int)sizeof next() + await(f(8));
    a += await(f(next())) + await(f(next()));
    a += errno + await(f(9));
    a += next();
    int b = next(), c = await(f(b));
    return a + b + c;
}

int main(void) { return cede_run(warned(1)) + cede_run(fine(1, "", NULL)); }
