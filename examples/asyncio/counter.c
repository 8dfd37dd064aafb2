/* A lock around what is read, and written after an await. */
#include <cede.h>
#include <stdio.h>

struct counter {
    cede_mutex lock;
    int visits;
};

static async int visit(struct counter *c)
{
    await(cede_mutex_lock(&c->lock));
    defer cede_mutex_unlock(&c->lock);
    int seen = c->visits;
    await(cede_sleep(cede_ms(1)));      /* without the lock all of them have seen 0 */
    c->visits = seen + 1;
    return 0;
}

async int counter(void)
{
    struct counter c = { .visits = 0 };
    cede_mutex_init(&c.lock);
    group (g) {
        for (int i = 0; i < 5; i++)
            spawn(g, visit(&c));
    }
    printf("%d visits\n", c.visits);
    return 0;
}

int main(void)
{
    return cede_main(counter());
}
