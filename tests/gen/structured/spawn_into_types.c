/* spawn_into_types.c: Results of many types are gathered. */
#include "corpus.h"

struct pair { int a, b; };

static async struct pair pair(int a)
{
    await(cede_sleep(after(2)));
    return (struct pair){ a, -a };
}

static async double real(double d)
{
    await(cede_sleep(after(1)));
    return d / 2;
}

static async const char *text(void)
{
    await(cede_sleep(after(3)));
    return "text";
}

static async char letter(void)
{
    return 'x';
}

static async int test_main(void)
{
    struct pair p = { 0, 0 };
    double d = 0;
    const char *s = "none";
    char c = '-';
    group (g) {
        spawn_into(g, &p, pair(4));
        spawn_into(g, &d, real(5));
        spawn_into(g, &s, text());
        spawn_into(g, &c, letter());
    }
    event("%d %d %g %s %c", p.a, p.b, d, s, c);
    return p.a;
}

SWEPT(spawn_into_types, test_main)
