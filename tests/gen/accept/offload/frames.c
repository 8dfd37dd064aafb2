/* frames.c: What an offloaded call reads and writes lives as long as it does. */
#include "corpus.h"
#include <stdio.h>
#include <string.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static int fill(char *to, size_t n, char c)
{
    memset(to, c, n - 1);
    to[n - 1] = '\0';
    return (int)n;
}

static char first(const char *s)
{
    return s[0];
}

static async int buffers(int n)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        char before[40], after[20];
        int got = await(offload(fill(before, sizeof before, (char)('a' + i))));
        got += await(offload(fill(after, sizeof after, (char)('z' - i))));
        await(val(i));
        printf("%s %s\n", before, after);
        sum += got + await(offload(first(before)));
    }
    return sum;
}

static async int deep(int n)
{
    char here[8];
    await(offload(fill(here, sizeof here, (char)('0' + n))));
    int below = n ? await(deep(n - 1)) : 0;
    printf("%s\n", here);
    return below + await(offload(first(here))) - '0';
}

static async int test_main(void)
{
    printf("%d\n", await(buffers(3)));
    printf("%d\n", await(deep(4)));
    return 0;
}

PROGRAM(offload_frames, test_main)
