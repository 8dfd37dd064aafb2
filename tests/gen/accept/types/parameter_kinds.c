/* parameter_kinds.c: Array, function and qualified parameters, and unnamed use. */
#include "corpus.h"
#include <stdio.h>

static int triple(int n) { return 3 * n; }

static async int use(int a[4], const char s[static 1], int f(int), const int n, char *const end,
                     int (*m)[2], register int r)
{
    int sum = 0;
    for (int i = 0; i < n; i++) {
        await(cede_yield());
        sum += f(a[i]);
    }
    *end = 'x';
    printf("%s %d\n", s, m[1][0] + r);
    a = a + 1;
    await(cede_yield());
    return sum + a[0];
}

static async int ignore(int used, int unused)
{
    (void)unused;
    await(cede_yield());
    return used;
}

/* Qualifiers in the brackets are the pointer's. */
static async int bracketed(int n, int a[const restrict], char s[static const 2], int m[volatile])
{
    a[0] += n;
    s[0] = 'B';
    await(cede_yield());
    m[0] = a[0] + s[1];
    m++;
    await(cede_yield());
    return m[-1] + a[1];
}

static async int test_main(void)
{
    int a[4] = { 1, 2, 3, 4 }, m[2][2] = { { 0 }, { 7 } };
    char text[] = "ab";
    int n = await(use(a, "const", triple, 4, &text[1], m, 5));
    printf("%s\n", text);
    int b[2] = { 1, 2 };
    n += await(bracketed(7, b, text, m[0]));
    printf("%s %d %d\n", text, b[0], m[0][0]);
    return await(ignore(n, 9));
}

PROGRAM(types_parameter_kinds, test_main)
