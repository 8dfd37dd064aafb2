/* conditions.c: conditions in async functions, decided with -DONE=1. The functions of a
 * file of that name without ONE are others. */
#include <cede.h>

#include <stdio.h>

static async int inside(void)
{
    int n = 0;
    await(cede_yield());
#if ONE
    n += 1;
# ifdef NESTED /* which */
    n += 10;
# else
    n += 20;
# endif
#elif defined(TWO)
    n += 300;
#endif
#ifndef ONE
    n += 4000;
#endif
    return n;
}

#if ONE
static async int begins_in_one(int n) {
#elif defined(TWO)
static async int begins_in_one(long n) {
#else
static async int begins_in_one(char n) {
#endif
    await(cede_yield());
    return (int)n;
}

#ifdef TWO
static async int ends_in_one(long n) {
#else
static async int ends_in_one(int n) {
#endif
    await(cede_yield());
#if ONE
    return n + 1;
}
#else
    return n + 2;
}
#endif

static async int all(void)
{
    int a = await(inside()), b = await(begins_in_one(1)), c = await(ends_in_one(1));
    return a * 100 + b * 10 + c;
}

int main(void)
{
    printf("%d\n", cede_run(all()));
    return 0;
}
