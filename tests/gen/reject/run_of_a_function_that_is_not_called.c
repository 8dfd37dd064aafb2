/* A call becomes a task, not a function. */
#include <cede.h>

async int serve(int port);
static async int tick(void) { await(cede_yield()); return 0; }
static int ordinary(void) { return 0; }
int begin(cede_group *g, int (*tick)(void));

void all(cede_group *g)
{
    spawn(g, tick);
    detach(ordinary);
    cede_run(tick);
}

int begin(cede_group *g, int (*tick)(void))
{
    return spawn(g, tick());            /* through a pointer of that name */
}

int main(void)
{
    return cede_main(serve);
}
