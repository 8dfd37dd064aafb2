/* machines.c: what --emit=dot draws; machines.dot is what it has to be. */
#include <cede.h>

async int child(int n);
int more(int n);
void put(int n);
void put_it(int *n);

async int loop(int n, int twice)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int a = await(child(i));
        if (a < 0)
            return a;
        sum += a + twice;
    }
    return sum;
}

async int conditions(int n)
{
    if (more(n) && await(child(n)) > 0)
        return 1;
    return more(n) ? await(child(n + 1)) : 2;
}

async int leaves(int n)
{
    defer put(n);
    within (cede_ms(n)) {
        defer { (void)await(child(1)); }
        (void)await(child(2));
    } else {
        return -1;
    }
    int kept __attribute__((cleanup(put_it))) = n;
    switch (n) {
    case 1:
        return await(child(3));
    default:
        goto out;
    }
out:
    (void)await(child(4));
    return kept;
}

async int tasks(int n)
{
    int a = 0, b = 0;
    group (g) {
        spawn_into(g, &a, child(n));
        spawn_into(g, &b, child(n + 1));
    }
    return a + b;
}

async_iter(int) numbers(int n)
{
    for (int i = 0; i < n; i++) {
        (void)await(child(i));
        yield(i);
    }
}

async int total(int n)
{
    int sum = 0;
    await_each (int x, numbers(n))
        sum += x;
    return sum;
}

async void never(void)
{
    for (;;)
        (void)await(boxed(child(1)));
}

async int at_once(int n)
{
    return n;
}
