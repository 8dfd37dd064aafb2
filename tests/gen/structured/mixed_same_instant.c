/* mixed_same_instant.c: Four tasks whose sleeps end at one time wake in the order they fell asleep.
 * */
#include "corpus.h"

static async int sleeper(int id, int first, int second)
{
    defer { event("sleeper %d, %d", id, cede_leaving()); }
    await(cede_sleep(after(first)));
    await(cede_sleep(after(second)));
    return id;
}

static async int test_main(void)
{
    within (cede_ms(6)) {
        group (g) {
            spawn(g, sleeper(1, 1, 5));
            spawn(g, sleeper(2, 2, 4));
            spawn(g, sleeper(3, 5, 1));
            spawn(g, sleeper(4, 3, 3));
        }
    } else {
        event("late");
    }
    return 0;
}

SWEPT(mixed_same_instant, test_main)
