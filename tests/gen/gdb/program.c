/* program.c: what gdb is shown in; run.sh stops in it. Line numbers stand in run.sh's
 * expectations. */
#include <cede.h>
#include <stdio.h>
#include <string.h>

struct point { int x, y; };

static int twice(int x)
{
    return 2 * x;
}

static async int leaf(int ms)
{
    struct point p = { ms, twice(ms) };
    const char *word = "leaf";
    await(cede_sleep(cede_ms(ms)));
    p.x++;
    return p.x + (int)strlen(word);
}

static async int caller(const char *name, int n)
{
    int sum = 0;
    for (int i = 1; i <= n; i++)
        sum += await(leaf(10 * i));
    printf("%s %d\n", name, sum);
    return sum;
}

static async long down(int n)
{
    long result = n;
    if (n > 0)
        result += await(down(n - 1));
    else
        (void)await(leaf(1000));
    return result;
}

static async_iter(int) numbers(int n)
{
    for (int i = 0; i < n; i++) {
        await(cede_sleep(cede_s(2)));
        yield(i);
    }
}

static async int consumer(void)
{
    int sum = 0;
    await_each (int x, numbers(2))
        sum += x;
    return sum;
}

static async int everything(void)
{
    int a = 0, c = 0;
    long b = 0;
    group (g) {
        spawn_into(g, &a, caller("first", 2));
        spawn_into(g, &b, down(2));
        spawn_into(g, &c, consumer());
    }
    return a + (int)b + c > 0 ? 0 : 1;
}

int main(void)
{
    return cede_main(everything());
}
