/* What starts tasks in ordinary functions wants async functions, too. */
#include <cede.h>

cede_group *some_group(void);
int plain(int x);
async int f(int x);

int g(void)
{
    int x, (*p)(int) = f;
    spawn(some_group(), plain(1));
    spawn_into(some_group(), &x, plain(plain(2)));
    detach(plain(3));
    spawn(some_group(), f(plain(4)));
    spawn(some_group(), p(5));
    return cede_run(plain(6)) + cede_run(f(7)) + plain(8);
}
