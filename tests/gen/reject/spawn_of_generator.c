/* A task gives one result. */
#include <cede.h>

async_iter(int) numbers(int n);


async int g(void)
{
    group (tasks) {
        spawn(tasks, numbers(3));
    }
    return 0;
}
