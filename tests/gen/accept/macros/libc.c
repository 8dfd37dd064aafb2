/* libc.c: Macros of the C library around awaits: va_arg's kind, errno, isdigit, offsetof, NULL. */
#include "corpus.h"
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

struct s { char c; int at; };

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static async int test_main(void)
{
    bool ok = await(val(1)) == true;
    errno = 0;
    await(cede_yield());
    errno = await(val(ERANGE));
    printf("%s\n", errno == ERANGE ? strerror(ENOENT) : "?");
    printf("%d %d\n", isdigit(await(val('7'))) != 0, toupper(await(val('x'))) == 'X');
    return ok * INT_MAX == INT_MAX && offsetof(struct s, at) == await(val((int)offsetof(struct s, at)));
}

PROGRAM(macros_libc, test_main)
