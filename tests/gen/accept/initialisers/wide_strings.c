/* wide_strings.c: Wide and Unicode strings and characters. */
#include "corpus.h"
#include <stdio.h>
#include <uchar.h>
#include <wchar.h>

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    wchar_t w[] = L"wide";
    char16_t s[] = u"sixteen";
    char u[] = u8"\u00e9";
    wchar_t c = L'\u00e9';
    await(cede_yield());
    w[0] = (wchar_t)await(val(L'W'));
    printf("%d %d %zu %x %x %zu\n", w[0], (int)wcslen(w), sizeof s / sizeof *s, (unsigned char)u[0],
           (unsigned)c, sizeof u);
    return (int)w[3];
}

PROGRAM(initialisers_wide_strings, test_main)
