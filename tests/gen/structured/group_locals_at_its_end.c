/* group_locals_at_its_end.c: What the group's own block declares is there until its tasks have ended,
 * also where the block never waits itself, and however it is left. */
#include "corpus.h"

struct pair { int a, b; };

static async int later(int ms, int v)
{
    await(cede_sleep(after(ms)));
    return v;
}

static async void put(int *to, int v)
{
    *to = v;
    for (int i = 0; i < 3; i++) {
        await(cede_sleep(after(4)));
        *to += i;
    }
    event("put %d", *to);
}

static async void look(const struct pair *p, const char *word)
{
    await(cede_sleep(after(6)));
    event("look %d %d %s", p->a, p->b, word);
}

static async int leaves(int how)
{
    for (int round = 0; round < 2; round++) {
        group (g) {
            int own = 40 + round, into = 0;
            char word[8] = "abcdef";
            word[round] = '!';
            spawn(g, put(&own, own));
            spawn(g, look(&(struct pair){ own, round }, word));
            spawn_into(g, &into, later(2, how));
            if (how == 1)
                break;
            if (how == 2)
                continue;
            if (how == 3)
                return own;
        }
        int over[6] = { 1, 2, 3, 4, 5, 6 };
        await(cede_sleep(after(1)));
        event("over %d", over[5]);
    }
    return how;
}

static async int test_main(void)
{
    for (int how = 0; how < 4; how++)
        event("%d: %d", how, await(leaves(how)));
    return 0;
}

SWEPT(group_locals_at_its_end, test_main)
