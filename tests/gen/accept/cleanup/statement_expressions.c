/* statement_expressions.c: Cleanups in statement expressions: TRY and guard macros. */
#include "corpus.h"
#include <stdio.h>

#define GUARD(name) __attribute__((unused, cleanup(unlock))) struct lock *name
#define TRY(e) ({ int tried_ = (e); if (tried_ < 0) return tried_; tried_; })
#define WITH_LOCK(l, e) ({ GUARD(held_) = lock(l); (e); })

struct lock { const char *name; int held; };

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static struct lock *lock(struct lock *l)
{
    l->held++;
    printf("lock %s\n", l->name);
    return l;
}

static void unlock(struct lock **l)
{
    (*l)->held--;
    printf("unlock %s\n", (*l)->name);
}

static async int use(struct lock *l, int n)
{
    GUARD(g) = lock(l);
    int a = TRY(await(val(n)));
    int b = WITH_LOCK(l, l->held) + WITH_LOCK(l, await(val(l->held)));
    int c = WITH_LOCK(l, TRY(await(val(n - 5))));
    return a + b + c + TRY(WITH_LOCK(l, n - 7));
}

static async int test_main(void)
{
    struct lock l = { "l", 0 };
    for (int n = -1; n < 10; n += 2)
        printf("%d: %d\n", n, await(use(&l, n)));
    printf("held %d\n", l.held);
    return 0;
}

PROGRAM(cleanup_statement_expressions, test_main)
