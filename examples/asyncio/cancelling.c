/* A task that is cancelled cleans up, and may take its time for that. */
#include <cede.h>
#include <errno.h>
#include <stdio.h>

static async int download(void)
{
    printf("a file is opened\n");
    defer {
        if (cede_leaving() == -ECANCELED)
            printf("cancelled\n");
        await(cede_sleep(cede_ms(1)));
        printf("the file is closed\n");
    }
    await(cede_sleep(cede_s(3600)));
    return 0;
}

async int cancelling(void)
{
    group (g) {
        cede_task *task = spawn_task(g, download());
        if (!task)
            return -ENOMEM;
        await(cede_sleep(cede_ms(10)));
        cede_task_cancel(task, 0);
        if (await(cede_join(task)) == -ECANCELED)
            printf("it has ended without a result\n");
    }
    return 0;
}

int main(void)
{
    return cede_main(cancelling());
}
