/* report.c: one of each thing that keeps a local. */
#include <cede.h>
#include <string.h>

struct packet { char bytes[100]; };

int consume(struct packet *p, int n), look(const char *text);
async int elsewhere(struct packet *p);
static async long deep(long n);

static async int leaf(int ms)
{
    await(cede_sleep(cede_ms(ms)));
    return ms;
}

static async_iter(int) numbers(int n)
{
    while (n--)
        yield(n);
}

async int escapes(int unused, int n)
{
    struct packet p;
    n = consume(&p, n);
    (void)await(leaf(n));
    (void)unused;
    return n;
}

async int awaits(void)
{
    struct packet *kept, p;
    memset(&p, 0, sizeof p);
    kept = &p;
    await(cede_yield());
    return kept->bytes[0];
}

async int reads(struct packet p)
{
    char text[20];
    (void)await(leaf(1));
    memcpy(text, p.bytes, sizeof text);
    return look(text);
}

async int blocks(void)
{
    int sum = 0;
    within (cede_ms(10)) {
        await_each (int i, numbers(3))
            sum += i;
    } else {
        return -1;
    }
    group (g) {
        spawn(g, leaf(1));
    }
    return sum + (int)await(deep(3));
}

static async long deep(long n)
{
    return n ? n + await(deep(n - 1)) : await(leaf(1));
}

async int unknown(void)
{
    struct packet p;
    return await(elsewhere(&p)) + await(leaf(2));
}
