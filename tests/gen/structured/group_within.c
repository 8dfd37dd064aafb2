/* group_within.c: A deadline around a group cancels its tasks and waits for them. */
#include "corpus.h"

static async int slow(int id)
{
    defer { await(cede_sleep(after(2))); event("slow %d cleaned, %d", id, cede_leaving()); }
    await(cede_sleep(after(20)));
    return id;
}

static async int test_main(void)
{
    int a = 1;
    within (cede_ms(5)) {
        group (g) {
            defer { event("block, %d", cede_leaving()); }
            spawn_into(g, &a, slow(1));
            spawn(g, slow(2));
        } else {
            event("never");
        }
        event("never");
    } else {
        event("late, %d", a);
    }
    return a;
}

SWEPT(group_within, test_main)
