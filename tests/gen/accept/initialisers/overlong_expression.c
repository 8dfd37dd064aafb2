/* overlong_expression.c: An initialiser that needs several lines, macros and strings that run
 * together. */
#include "corpus.h"
#include <stddef.h>
#include <stdio.h>

#define FIELD(type, member) { #member, offsetof(struct type, member), sizeof(((struct type *)0)->member) }
/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

struct record { char a; int b; double c; };

static async int test_main(void)
{
    struct { const char *name; size_t at, size; } fields[] = {
        FIELD(record, a), FIELD(record, b), FIELD(record, c)
    };
    const char *help = "usage:"
                       " one,"
                       " two";
    await(cede_yield());
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        await(cede_yield());
        printf("%s %zu %zu\n", fields[i].name, fields[i].at, fields[i].size);
    }
    printf("%s\n", help);
    return await(val(3));
}

PROGRAM(initialisers_overlong_expression, test_main)
