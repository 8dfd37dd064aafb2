/* pointer_results.c: Pointers to functions with results of many types. */
#include "corpus.h"
#include <stdio.h>

struct big { int a[20]; };
typedef struct big (*maker)(int);

static async struct big make(int n)
{
    struct big b = { { n } };
    await(cede_yield());
    b.a[19] = n * 2;
    return b;
}

static async double half(double d) { await(cede_yield()); return d / 2; }
static async const char *text(void) { await(cede_yield()); return "text"; }
static async void nothing(int *n) { await(cede_yield()); ++*n; }
static async long double precise(long double x) { await(cede_yield()); return x + 1; }

static async int test_main(void)
{
    maker m = make;
    double (*h)(double) = half;
    const char *(*t)(void) = text;
    void (*v)(int *) = nothing;
    long double (*p)(long double) = precise;
    int n = 0;
    await(v(&n));
    await(v(&n));
    printf("%d %d %g %s %Lg %d\n", await(m(3)).a[0], await(m(4)).a[19], await(h(5)), await(t()), await(p(1.5L)), n);
    return await(m(await(m(2)).a[19])).a[0];
}

PROGRAM(calls_pointer_results, test_main)
