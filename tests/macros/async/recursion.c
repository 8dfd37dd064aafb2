/* A function that awaits itself: its frames come from the loop's memory. */
#include "twin.h"

static async int fibonacci(int n)
{
    event("fibonacci %d", n);
    if (n < 2) {
        await(cede_yield());
        return n;
    }
    defer event("leaves %d", n);
    int a = await(fibonacci(n - 1));
    if (a < 0)
        return a;
    int b = await(fibonacci(n - 2));
    return b < 0 ? b : a + b;
}

TWIN(generated_recursion, fibonacci(4));
