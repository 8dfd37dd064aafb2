/* A task in the background, which ends when the program wants it to. */
#include <cede.h>
#include <stdio.h>

static async int logger(cede_queue *lines)
{
    defer printf("the logger ends\n");
    const char *line;
    while (await(cede_queue_get(lines, &line)) == 0)
        printf("log: %s\n", line);
    return 0;
}

async int background(void)
{
    static const char *const steps[] = { "first", "second", "third" };
    const char *slots[4];
    cede_queue lines;
    cede_queue_init(&lines, CEDE_SLOTS(slots));

    group (g) {
        spawn(g, logger(&lines));
        for (int i = 0; i < 3; i++) {
            await(cede_queue_put(&lines, &steps[i]));
            await(cede_sleep(cede_ms(1)));
        }
        cede_group_cancel(g);
    }                               /* it has ended, whatever it had to do for that */
    printf("the program ends\n");
    return 0;
}

int main(void)
{
    return cede_main(background());
}
