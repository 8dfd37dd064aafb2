/* addresses.c: A pointer to a variable with a cleanup is good until that has run. */
#include "corpus.h"
#include <stdio.h>

#define CLEANUP(f) __attribute__((cleanup(f)))

struct item { struct item *next; int n; };

static struct item *list;

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static void print(const char *what)
{
    printf("%s:", what);
    for (struct item *i = list; i; i = i->next)
        printf(" %d", i->n);
    printf("\n");
}

static void drop(struct item *i)
{
    print("drop");
    list = i->next;
    i->next = i;
}

static async int deep(int n)
{
    CLEANUP(drop) struct item here = { list, n };
    list = &here;
    if (n == 0) {
        print("deepest");
        return await(val(1));
    }
    int below = await(deep(n - 1));
    list->n += 10;
    CLEANUP(drop) struct item again = { list, -n };
    list = &again;
    await(cede_yield());
    return below + again.n;
}

static async int test_main(void)
{
    printf("%d\n", await(deep(4)));
    print("left");
    return 0;
}

PROGRAM(cleanup_addresses, test_main)
