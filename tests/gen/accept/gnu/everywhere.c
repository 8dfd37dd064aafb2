/* everywhere.c: Attributes, __extension__, __typeof__, _Generic and assertions in every place. */
#include "corpus.h"
#include <stdio.h>
#include <stddef.h>

typedef int number __attribute__((aligned(4)));
struct __attribute__((packed)) odd { char c; int i; };
struct outer {
    int before;
    union { struct { short low, high; }; int both; };
    struct { int deep[2]; } in;
    _Static_assert(sizeof(int) == 4, "int");
};

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

__attribute__((noinline, warn_unused_result)) static async number attributed(__attribute__((unused)) int a, int b __attribute__((unused)),
                                                                            const char s[static 1])
{
    __attribute__((unused)) int x = await(val(a)), *const p __attribute__((unused)) = &x;
    __extension__ long long big = 1LL << 40;
    __extension__ struct { int m; union { int n; float f; }; } anonymous = { .m = 2, .n = 3 };
    register int r __attribute__((aligned(8))) = 5;
    volatile __typeof__(r) v = r;
    await(cede_yield());
    _Static_assert(offsetof(struct odd, i) == 1, "packed");
    __attribute__((__unused__)) int y = 1;
    return x + *p + (int)(big >> 38) + anonymous.n + v + s[0] + y;
}

static async int chosen(int n)
{
    long l = n;
    return _Generic(l, int: await(val(1)), long: await(val(2)), default: await(val(3))) +
           _Generic(await(val(n)), int: 10, default: 20) + __extension__ (int)await(val(100));
}

static async int designated(int n)
{
    struct outer o = { .in.deep[1] = await(val(n)), .before = 1, .low = 2, .high = await(val(3)) };
    struct outer table[] = { [2].in.deep = { 1, await(val(4)) }, [0 ... 1].both = await(val(6)), [2].before = 9 };
    int sparse[] = { [5] = await(val(5)), 6, [1 ... 2] = 7 };
    await(cede_yield());
    return o.in.deep[1] + o.before + o.low + o.high + table[1].both + table[2].in.deep[1] + table[2].before + sparse[6] + sparse[2] +
           (int)(sizeof sparse / sizeof *sparse);
}

static async int literals(int n)
{
    int *p = (int[]){ n, n + 1, await(val(n + 2)) };
    struct outer *o = &(struct outer){ .both = await(val(7)) };
    const char *const *words = (const char *const[]){ "one", "two", NULL };
    for (int i = 0; i < 2; i++) {
        struct outer *inner = &(struct outer){ .before = i };
        inner->before += await(val(10));
        p[i] += inner->before;
    }
    await(cede_yield());
    return p[0] + p[1] + p[2] + o->both + words[1][0];
}

static async int wide(int n)
{
    const __typeof__(L'x') *w = L"wide";
    static const __CHAR16_TYPE__ u[] = u"u\u00e4";
    const __CHAR32_TYPE__ *U = U"U";
    const char *s = u8"\u00e4" "joined" "\x41";
    await(val(n));
    return (int)w[1] + u[1] + (int)U[0] + (unsigned char)s[0] + L'\u00e4' + s[8];
}

static async int assembled(int n)
{
    int out = 0, in = await(val(n));
    __asm__("" : "=r"(out) : "0"(in));
    __asm__ volatile("" ::: "memory");
    await(cede_yield());
    return out;
}

static async int ranges(int n)
{
    switch (await(val(n))) {
    case 0 ... 3: return await(val(1));
    case 'a' ... 'z':
    case 100 + 30 ... 200: return 2;
    default: return 3;
    }
}

static async int test_main(void)
{
    printf("%d\n", await(attributed(1, 2, "A")));
    printf("%d\n", await(chosen(3)));
    printf("%d\n", await(designated(4)));
    printf("%d\n", await(literals(5)));
    printf("%d\n", await(wide(6)));
    printf("%d\n", await(assembled(7)));
    printf("%d", await(ranges(2)));
    printf("%d", await(ranges('b')));
    printf("%d\n", await(ranges(1000)));
    return 0;
}

PROGRAM(gnu_everywhere, test_main)
