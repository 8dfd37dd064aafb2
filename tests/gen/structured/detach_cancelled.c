/* detach_cancelled.c: A detached task that is left when the loop closes is cancelled and awaited.
 * */
#include "corpus.h"

static async int background(int id)
{
    defer {
        event("background %d closes, %d", id, cede_leaving());
        await(cede_sleep(cede_ms(3)));
        event("background %d has closed", id);
    }
    for (;;) {
        await(cede_sleep(cede_ms(10)));
        event("background %d ticks", id);
    }
}

static async int test_main(void)
{
    shield {
        detach(background(1));
        detach(background(2));
        await(cede_sleep(after(25)));
    }
    await(cede_sleep(after(1)));
    return 0;
}

SWEPT(detach_cancelled, test_main)
