/* gotten_address.c: The address of an async function, compared and kept in a struct. */
#include "corpus.h"
#include <stdio.h>

struct handlers { int (*open)(void); void (*close)(int); };

static async int open_it(void) { await(cede_yield()); return 7; }
static async void close_it(int fd) { await(cede_yield()); printf("closed %d\n", fd); }

static async int use(const struct handlers *h)
{
    int fd = await(h->open());
    if (h->close)
        await(h->close(fd));
    return fd;
}

static async int test_main(void)
{
    struct handlers a = { open_it, close_it }, b = { .open = &open_it };
    printf("%d %d\n", a.open == b.open, b.close == NULL);
    return await(use(&a)) + await(use(&b));
}

PROGRAM(calls_gotten_address, test_main)
