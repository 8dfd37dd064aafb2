/* spawn_into_array.c: Results gathered into an array, and through a pointer. */
#include "corpus.h"

static async long square(int n)
{
    await(cede_sleep(after(10 - n)));
    return (long)n * n;
}

static async int test_main(void)
{
    long squares[4] = { 0 }, *p = squares;
    group (g) {
        for (int i = 0; i < 3; i++)
            spawn_into(g, &squares[i], square(i + 1));
        p += 3;
        spawn_into(g, p, square(9));
        p = squares;
    }
    event("%ld %ld %ld %ld", squares[0], squares[1], squares[2], squares[3]);
    return (int)squares[3];
}

SWEPT(spawn_into_array, test_main)
