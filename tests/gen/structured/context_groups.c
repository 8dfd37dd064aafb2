/* context_groups.c: A task has what is bound where its group stands, not where it is spawned; a detached one nothing. */
#include "corpus.h"

static CEDE_CONTEXT(int, number, 7);

static async int say(const char *who)
{
    defer { event("%s left with %d", who, cede_context(number)); }
    event("%s %d", who, cede_context(number));
    await(cede_sleep(after(1)));
    with_context (&number, cede_context(number) * 10) {
        await(cede_sleep(after(1)));
        event("%s inside %d", who, cede_context(number));
    }
    return cede_context(number);
}

static async_iter(int) count(void)
{
    for (int i = 0; i < 2; i++) {
        with_context (&number, i) {
            await(cede_sleep(after(1)));
            event("count %d", cede_context(number));
        }
        yield(cede_context(number));
    }
}

static async int test_main(void)
{
    int r = 0;
    with_context (&number, 1) {
        group (g) {
            with_context (&number, 2) {
                spawn_into(g, &r, say("task"));
                (void)detach(say("detached"));
                event("= %d", await(say("call")));
                await_each (int x, count())
                    event("%d, %d", x, cede_context(number));
            }
        }
    }
    event("%d, %d", r, cede_context(number));
    return r;
}
SWEPT(context_groups, test_main)
