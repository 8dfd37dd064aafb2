/* converted_results.c: Results are converted to the function's type. */
#include "corpus.h"
#include <stdio.h>

static async char as_char(int i) { await(cede_yield()); return (char)i; }
static async _Bool as_bool(double d) { await(cede_yield()); return d; }
static async unsigned as_unsigned(int i) { await(cede_yield()); return (unsigned)i; }
static async double as_double(int i) { await(cede_yield()); return i; }
static async float as_float(double d) { await(cede_yield()); return (float)d; }
static async short as_short(long l) { await(cede_yield()); return (short)l; }
static async const void *as_pointer(const char *s) { await(cede_yield()); return s; }

static async int test_main(void)
{
    static const char text[] = "text";
    printf("%d %d %d %u\n", await(as_char(0x141)), await(as_bool(0.5)), await(as_bool(0)), await(as_unsigned(-1)));
    printf("%g %d %d\n", await(as_double(7)) / 2, await(as_float(0.1)) == 0.1, await(as_short(70000L)));
    return await(as_pointer(text)) == (const void *)text;
}

PROGRAM(types_converted_results, test_main)
