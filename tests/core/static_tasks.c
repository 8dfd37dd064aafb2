/* static_tasks.c: the blocks that static_tasks_test.c declares, beside their function. */
#include "sim_fixture.h"

async int beat(int n)
{
    defer event("%d ends at %d, %d", n, ms(), cede_leaving());
    await(cede_sleep(cede_ms(n)));
    return 0;
}

cede_static_pool(hearts, beat, 3);
cede_static_task(heart, beat);
