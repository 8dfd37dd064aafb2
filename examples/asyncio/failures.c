/* Two tasks of a group fail at once, and the third is cancelled. */
#include <cede.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static async int fail(cede_event *go, int error)
{
    await(cede_event_wait(go));
    return -error;
}

static async int wait_long(void)
{
    defer printf("the third is cancelled\n");
    await(cede_sleep(cede_s(3600)));
    return 0;
}

async int failures(void)
{
    cede_event go;
    cede_event_init(&go);
    group (g) {
        spawn(g, fail(&go, ENOSPC));
        spawn(g, fail(&go, EIO));
        spawn(g, wait_long());
        await(cede_sleep(cede_ms(10)));
        cede_event_set(&go);
    } else {
        int errors[3];
        unsigned n = cede_group_errors(g, errors, 3);
        for (unsigned i = 0; i < n; i++)
            printf("failed: %s\n", strerror(-errors[i]));
    }
    return 0;
}

int main(void)
{
    return cede_main(failures());
}
