/* array_members.c: An array member of an awaited struct is usable to the end of the full
 * expression. */
#include "corpus.h"
#include <stdio.h>
#include <string.h>

struct name { char text[24]; int n[3]; };

static async struct name name(const char *s)
{
    struct name r = { "", { 4, 5, 6 } };
    await(cede_yield());
    strcpy(r.text, s);
    return r;
}

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    printf("%s\n", await(name("alice")).text);
    printf("%s %s\n", await(name("bob")).text, await(name("carol")).text);
    printf("%c\n", await(name("dora")).text[await(val(1))]);
    printf("%d\n", strcmp(await(name("same")).text, await(name("same")).text));
    printf("%zu\n", strlen(await(name("length")).text) + sizeof await(name("x")).text);
    return await(name("")).n[1] + await(val(await(name("")).n[2]));
}

PROGRAM(expressions_array_members, test_main)
