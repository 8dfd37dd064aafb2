/* comma_returned.c: What is returned is a comma expression. */
#include "corpus.h"
#include <stdio.h>

static int calls;

static void count(int by)
{
    calls += by;
}

static async int in_locals(int x)
{
    int y = 7;
    await(cede_yield());
    return count(1), x = 5, y + x;
}

static async int in_the_frame(int x)
{
    int y = 7;
    await(cede_yield());
    return count(1), y += x, x = 5, y;
}

static async int without_await(int x)
{
    int y = 7;
    return x = 5, count(x), y;
}

static async int with_await(int x)
{
    int y = 7;
    return x = 5, await(cede_yield()), count(x), y;
}

static async void in_void(int x)
{
    await(cede_yield());
    return (void)(count(x), count(x));
}

static async int test_main(void)
{
    int sum = await(in_locals(1)) + 100 * await(in_the_frame(2));
    printf("%d %d %d\n", sum, await(without_await(3)), await(with_await(4)));
    await(in_void(10));
    return calls;
}

PROGRAM(expressions_comma_returned, test_main)
