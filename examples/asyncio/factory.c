/* What a task factory is for: when each task was made is remembered, and how long it took is
 * told. Instruments are told of every task that is made, and keep a pointer with it. */
#include <cede.h>
#include <stdio.h>

static void made(cede_instruments *i, cede_task *t, cede_task *by)
{
    (void)i, (void)by;
    *cede_task_data(t) = (void *)(intptr_t)(cede_now().ns / 1000 + 1);
    printf("%s is made\n", cede_task_name(t));
}

static void ended(cede_instruments *i, cede_task *t, int result)
{
    intptr_t made_us = (intptr_t)*cede_task_data(t);
    (void)i, (void)result;
    if (made_us)                    /* 0: it was there before */
        printf("%s took %s\n", cede_task_name(t),
               cede_now().ns / 1000 - made_us >= 19000 ? "20 ms or more" : "less than 20 ms");
}

static async int resize(void)
{
    await(cede_sleep(cede_ms(20)));
    return 0;
}

static async int upload(void)
{
    await(cede_sleep(cede_ms(60)));
    return 0;
}

async int factory(void)
{
    static cede_instruments watch = { .made = made, .ended = ended };
    int err = cede_instrument(cede_loop_current(), &watch);
    if (err < 0)
        return err;
    defer cede_uninstrument(cede_loop_current(), &watch);
    await(cede_sleep(cede_ms(0)));      /* they begin with the loop's next turn */
    group (g) {
        spawn(g, upload());
        spawn(g, resize());
    }
    printf("all done\n");
    return 0;
}

int main(void)
{
    return cede_main(factory());
}
