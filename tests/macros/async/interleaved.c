/* Tasks that take turns, and one that belongs to the loop itself. */
#include "twin.h"

static int turns;

static async int player(char name, int rounds)
{
    while (rounds-- > 0) {
        event("%c %d", name, ++turns);
        await(cede_yield());
    }
    return 0;
}

static async void watcher(int *seen)
{
    defer event("watcher: %d", cede_leaving());
    for (;;) {
        await(cede_sleep(cede_ms(1)));
        ++*seen;
    }
}

static async int interleaved(void)
{
    static int seen;
    seen = 0;
    turns = 0;
    if (detach(watcher(&seen)) < 0)
        event("nobody watches");
    group (g) {
        spawn(g, player('a', 3));
        spawn(g, player('b', 2));
        await(player('m', 4));
        await(cede_sleep(cede_us(2500)));
    } else {
        event("failed %d", cede_group_error(g));
    }
    return 10 * turns + seen;
}

TWIN(generated_interleaved, interleaved());
