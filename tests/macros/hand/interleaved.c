/* Tasks that take turns, and one that belongs to the loop itself. */
#include <cede/macros.h>
#include "twin.h"

static int turns;

CEDE_FRAME(player, char name; int rounds;);
CEDE_DEFINE(player, cede_yield);
CEDE_ASYNC(player)
{
    CEDE_BEGIN;
    while (f->rounds-- > 0) {
        event("%c %d", f->name, ++turns);
        CEDE_AWAIT(cede_yield);
    }
    CEDE_RETURN(0);
    CEDE_END;
}

CEDE_FRAME_VOID(watcher, int *seen; cede_hold cleanup;);
CEDE_DEFINE(watcher, cede_sleep);
CEDE_ASYNC(watcher)
{
    CEDE_BEGIN;
    for (;;) {
        CEDE_AWAIT(cede_sleep, cede_ms(1));
        ++*f->seen;
    }
CEDE_CLEANUP:
    event("watcher: %d", CEDE_LEAVING);
    CEDE_END;
}

CEDE_FRAME(interleaved, cede_group g;);
CEDE_DEFINE(interleaved, player, cede_sleep);
CEDE_ASYNC(interleaved)
{
    static int seen;
    CEDE_BEGIN;
    seen = 0;
    turns = 0;
    if (cede_detach(CEDE_CALL(watcher, .seen = &seen)) < 0)
        event("nobody watches");
    CEDE_GROUP (f->g) {
        CEDE_SPAWN(&f->g, player, .name = 'a', .rounds = 3);
        CEDE_SPAWN(&f->g, player, .name = 'b', .rounds = 2);
        CEDE_AWAIT(player, .name = 'm', .rounds = 4);
        CEDE_AWAIT(cede_sleep, cede_us(2500));
    } CEDE_FAILED (f->g) {
        event("failed %d", cede_group_error(&f->g));
    } CEDE_GROUP_END (f->g);
    CEDE_RETURN(10 * turns + seen);
    CEDE_END;
}

TWIN(hand_interleaved, CEDE_CALL(interleaved));
