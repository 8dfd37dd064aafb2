/* mixed_generators.c: Tasks that pull generators while others end, fail and are cancelled. */
#include "corpus.h"

static async_iter(int) ticks(const char *who, int ms)
{
    defer { event("%s stops, %d", who, cede_leaving()); await(cede_sleep(after(1))); }
    for (int i = 0; ; i++) {
        await(cede_sleep(after(ms)));
        yield(i);
    }
}

static async int follow(const char *who, int ms, int until, int result)
{
    await_each (int x, ticks(who, ms)) {
        event("%s %d", who, x);
        if (x == until)
            return result;
    }
    return 0;
}

static async int test_main(void)
{
    int r = 0;
    group (g) {
        cede_task *slow = spawn_task(g, follow("slow", 4, 9, 0));
        spawn_into(g, &r, follow("quick", 2, 2, 42));
        await_each (int x, ticks("own", 3))
            if (x == 2)
                break;
        cede_task_cancel(slow, 0);
        event("joined %d", await(cede_join(slow)));
    }
    event("= %d", r);
    group (g) {
        spawn(g, follow("fails", 2, 1, -EIO));
        spawn(g, follow("other", 3, 9, 0));
        await(follow("mine", 5, 3, 0));
    } else {
        event("error %d", cede_group_error(g));
    }
    return 0;
}

SWEPT(mixed_generators, test_main)
