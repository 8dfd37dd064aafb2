/* async-dangling: addresses that tasks get through a variable, of what is gone before them. */
#include <cede.h>
#include <stdlib.h>

struct args { int *p; int n; };
static async void use(int *p) { await(cede_yield()); ++*p; }
static async void use_all(struct args a) { await(cede_yield()); ++*a.p; }
static async void number(int x) { (void)x; await(cede_yield()); }
static int table[10];

static async int warned(int n)
{
    group (g) {
        for (int i = 0; i < n; i++) {
            int x = i, *p = &x, *q = p + 0;
            spawn(g, use(p));
            spawn(g, use(q));
            struct args a = { &x, 1 };
            spawn(g, use_all(a));
            int list[3] = { 0 }, *r = n ? list : NULL;
            spawn_task(g, use(&r[1]));
            spawn_task(g, use(r));
        }
    }
    return 0;
}

static async int warned_set_before(int n)
{
    int *p = NULL;
    group (g) {
        if (n) {
            int x = 1;
            p = &x;
            spawn(g, use(p));
        }
    }
    return p != NULL;
}

static async int warned_outlived(cede_group *elsewhere)
{
    int x = 1, *p = &x;
    spawn(elsewhere, use(&x));
    detach(use(p));
    await(cede_yield());
    return x;
}

static async int fine(int n, cede_group *elsewhere)
{
    int x = 0, *outside = &x;
    group (g) {
        int y = 0, *inside = &y;
        spawn(g, use(outside));
        spawn(g, use(inside));
        for (int i = 0; i < n; i++) {
            int z = i, *p = &z, *q = &z, *heap = malloc(sizeof *heap);
            static int one;
            spawn(g, number(*p));
            q = &table[i];
            spawn(g, use(q));
            p = &one;
            spawn(g, use(p));
            spawn(g, use(heap));
            struct args a = { &z, 1 };
            spawn(g, number(a.n));
            await(use(&z));
        }
    }
    cede_task *t = spawn_task(elsewhere, use(&x));
    if (t)
        await(cede_join(t));
    spawn(elsewhere, number(x));
    return x;
}

int main(void) { return cede_run(warned(1)); }
