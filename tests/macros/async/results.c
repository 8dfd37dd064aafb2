/* Results of several types, and arguments that are structs and pointers. */
#include "twin.h"

struct point { int x, y; };

static async struct point moved(struct point p, int by)
{
    await(cede_yield());
    p.x += by;
    p.y -= by;
    return p;
}

static async double half(double x)
{
    await(cede_sleep(cede_ms(1)));
    return x / 2;
}

static async const char *name_of(int n)
{
    return n ? "many" : "none";
}

static async void store(int *to, int value)
{
    await(cede_yield());
    *to = value;
}

static async int results(void)
{
    struct point p = { 1, 2 };
    int stored = 0;
    p = await(moved(p, 10));
    event("%d %d", p.x, p.y);
    double h = await(half(p.x));
    event("%d tenths", (int)(10 * h));
    event("%s", await(name_of(0)));
    await(store(&stored, 5));
    event("%d", stored);
    return await(moved(p, stored)).y;
}

TWIN(generated_results, results());
