/* A word is a keyword only where one can stand. */
#include <cede.h>

struct words { int await, defer, group, within, shield, yield, spawn, boxed, offload; };

int plain(int await, int defer)
{
    struct words group = { .await = 1, .yield = 2 };
    int shield = await + defer, within(int);
    return group.await + group.defer + shield + within(3);
}

void yield(void);
int offload(int x);
int boxed(int x);

void arduino(void)
{
    yield();
}

async int f(struct words *w)
{
    int spawn = w->spawn, within = w->within;
    struct words defer = { 0 };
    defer.await = offload(spawn) + boxed(within);
    defer.group++;
    {
        int group = 1, shield = 2;
        defer.shield = group + shield;
    }
    return defer.await;
}

enum { shield_state, group = 3 };
typedef int detach;

async int g(void)
{
    detach x = group;
    return x + shield_state;
}
