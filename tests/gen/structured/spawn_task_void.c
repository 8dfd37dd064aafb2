/* spawn_task_void.c: Joining a task without a number as its result gives 0. */
#include "corpus.h"

struct pair { double a, b; };

static async void nothing(void)
{
    await(cede_sleep(after(1)));
    event("nothing");
}

static async struct pair pair(void)
{
    await(cede_sleep(after(2)));
    return (struct pair){ 1, 2 };
}

static async int test_main(void)
{
    group (g) {
        cede_task *a = spawn_task(g, nothing()), *b = spawn_task(g, pair());
        here();
        event("%d", await(cede_join(a)));
        here();
        event("%d", await(cede_join(b)));
    }
    return 0;
}

SWEPT(spawn_task_void, test_main)
