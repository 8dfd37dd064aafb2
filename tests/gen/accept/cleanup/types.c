/* types.c: Cleanups of variables of all kinds, in the frame and not. */
#include "corpus.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CLEANUP(f) __attribute__((cleanup(f)))
#define auto_free __attribute__((cleanup(free_pointer)))

struct pair { int a, b; };

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

static void free_pointer(void *p)
{
    char *s = *(char **)p;
    printf("free %s\n", s ? s : "nothing");
    free(s);
}

static void end_array(char (*s)[8])
{
    printf("array %s\n", *s);
}

static void end_const(const long *n)
{
    printf("const %ld\n", *n);
}

static int end_pair(struct pair *p)
{
    printf("pair %d %d\n", p->a, p->b);
    return p->a;
}

static void end_any(const void *p)
{
    (void)p;
    printf("any\n");
}

static void end_double(double *d)
{
    printf("double %.1f\n", *d);
}

static void end_vector(long double *d)
{
    printf("long double %.1Lf\n", *d);
}

static char *copy(const char *s)
{
    return strcpy(malloc(strlen(s) + 1), s);
}

static async int allocations(int n)
{
    auto_free char *first = copy("first");
    auto_free char *none = NULL, *second = await(val(n)) ? copy("second") : NULL;
    if (n == 2)
        return 2;
    auto_free char *third = copy("third");
    first[0] = 'F';
    await(cede_yield());
    second = (free(second), copy("again"));
    return none == NULL && third[0] == 't';
}

static async int kinds(int n)
{
    char text[8] CLEANUP(end_array) = "text";
    const long fixed CLEANUP(end_const) = n;
    CLEANUP(end_pair) struct pair p = { .b = await(val(n)), .a = 1 };
    struct pair *const q CLEANUP(end_any) = &p;
    __attribute__((unused, cleanup(end_any), aligned(8))) int three = 3;
    __auto_type d CLEANUP(end_double) = 1.5;
    __typeof__(d) e CLEANUP(end_double) = d + await(val(1));
    _Alignas(32) CLEANUP(end_vector) long double wide = 2.5L;
    CLEANUP(end_any) struct local { int x; } local = { 4 }, more;
    more.x = local.x + (int)await(val(2));
    strcpy(text, "other");
    q->a = more.x;
    d = e + (double)wide + fixed;
    await(cede_yield());
    wide += 1;
    return local.x;
}

static async struct pair structs(int n)
{
    CLEANUP(end_pair) struct pair p = { n, await(val(n)) };
    p.a = 9;
    return p;
}

static async void nothing(void)
{
    CLEANUP(end_any) int x = 0;
    if (await(val(x)))
        return;
    await(cede_yield());
}

static async int test_main(void)
{
    for (int n = 0; n < 3; n++)
        printf("%d\n", await(allocations(n)));
    printf("%d\n", await(kinds(6)));
    printf("%d\n", await(structs(3)).a);
    await(nothing());
    return 0;
}

PROGRAM(cleanup_types, test_main)
