/* Whatever starts a task runs the call. */
#include <cede.h>

#include <cede/sim.h>

async int f(int x);
async void v(void);
async int g(int a, int b);

int started(cede_group *h, cede_sim *sim)
{
    int x;
    spawn(h, f(1));
    spawn(h, (f(1)));
    spawn_into(h, &x, f((x = 2)));
    cede_task *t = spawn_task(h, f(1 + (2 * 3)));
    (void)t;
    cede_spawn(h, v());
    detach(v());
    if (spawn(h, g(1, (2, 3))) < 0)
        return 1;
    cede_sim_run(sim, f(1));
    return cede_run(f(1)) + cede_main(v());
}

async int in_async(cede_group *h, int *x)
{
    int (*q)(int) = f;
    spawn(h, f(1));
    spawn_into(h, x, (f(1)));
    cede_task *t = spawn_task(h, f(sizeof f(1)));
    if (t && (q != f || q == &f))
        detach(v());
    return await(q(1)) + await((*q)(2)) + await((q)(3)) + await((f)(1)) + await((*f)(2)) + await((&f)(3));
}
