/* spawn_ping_pong.c: Two tasks that take turns by yielding, and a third that only counts. */
#include "corpus.h"

struct game { int ball, hits; };

static async int player(struct game *game, int side)
{
    while (game->hits < 6) {
        while (game->ball != side) {
            if (game->hits >= 6)
                return 0;
            here();
            await(cede_yield());
        }
        event("side %d hits", side);
        game->hits++;
        game->ball = !side;
    }
    return 0;
}

static async int test_main(void)
{
    struct game game = { 0, 0 };
    group (g) {
        spawn(g, player(&game, 0));
        spawn(g, player(&game, 1));
    }
    return game.hits;
}

SWEPT(spawn_ping_pong, test_main)
