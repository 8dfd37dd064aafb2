/* order.c: Cleanups run last in first out, in nested blocks, behind what return has evaluated. */
#include "corpus.h"
#include <stdio.h>

#define CLEANUP(f) __attribute__((cleanup(f)))

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static void done(int *x)
{
    printf("done %d\n", *x);
    *x = -1;
}

static void done_too(int *x)
{
    printf("done too %d\n", *x);
}

static async int nested(int n)
{
    int a CLEANUP(done) = n;
    printf("begin\n");
    {
        CLEANUP(done) int b = await(val(n + 1));
        CLEANUP(done_too) int c = b + 1;
        {
            int __attribute__((__cleanup__(done))) d = c + await(val(1));
            printf("innermost %d\n", d);
        }
        a += await(val(10));
        printf("inner %d %d %d\n", a, b, c);
    }
    printf("end %d\n", a);
    return a + await(val(100));
}

static async int no_await_behind(int n)
{
    int a = await(val(n));
    CLEANUP(done) int b = a, c = b + 1;
    return c;
}

static async int no_await(int n)
{
    CLEANUP(done) int a = n;
    {
        CLEANUP(done) int b = a + 1;
        if (n == 8)
            return b;
    }
    return a;
}

static async int test_main(void)
{
    printf("%d\n", await(nested(1)));
    printf("%d\n", await(no_await_behind(5)));
    printf("%d\n", await(no_await(7)));
    printf("%d\n", await(no_await(8)));
    return 0;
}

PROGRAM(cleanup_order, test_main)
