/* spellings.c: C23's words and literals in async functions. */
#include "corpus.h"
#include <stdio.h>

enum small : unsigned char { LOW = 1, HIGH = 0b1100'0000 };
enum wide : long long { HUGE_ = 1'000'000'000'000 };
constexpr int LIMIT = 3;
static_assert(sizeof(enum small) == 1);
static_assert(LIMIT == 3, "with a text");

/* Gives way, then is v. */
static async int val(int v)
{
    await(cede_yield());
    return v;
}

[[nodiscard]] static async bool flag([[maybe_unused]] int n)
{
    bool b = await(val(n)) ? true : false;
    return b;
}

static async int unnamed(int, int b, char *)
{
    return await(val(b));
}

static async typeof(1L) inferred(void)
{
    auto x = await(val(7)) + 1L;
    typeof(x) y = x * 2;
    typeof_unqual(const int) z = 3;
    auto p = &y;
    await(cede_yield());
    z += (int)*p;
    return y + z;
}

static async int pointers(char *s)
{
    if (s == nullptr)
        return await(val(-1));
    int *p = nullptr;
    await(cede_yield());
    return p ? 1 : *s;
}

static async int literals(void)
{
    int a[4] = {}, b = 0b1010 + 0x1'0 + 1'2;
    struct { int x, y; char t[3]; } s = {};
    enum small e = HIGH;
    enum wide w = HUGE_;
    a[await(val(2))] = b;
    s.y = await(val(5));
    await(cede_yield());
    return a[0] + a[2] + s.x + s.y + s.t[2] + e + (int)(w / 1'000'000'000);
}

static async int labels(int n)
{
    switch (await(val(n))) {
    case 1:
        int here = await(val(10));
        return here;
    case 2:
        [[fallthrough]];
    default:
    }
    goto out;
out:
    int behind = await(val(20));
    await(cede_yield());
    if (behind > 0)
        goto end;
    behind = 0;
end:
    return behind;
}

static async int constants(void)
{
    constexpr int n = 4;
    constexpr unsigned char c = 'c';
    static constexpr char text[] = "abc";
    int a[n];
    for (int i = 0; i < n; i++)
        a[i] = await(val(i + c));
    alignas(16) double d = 1.5;
    static_assert(alignof(double) <= 16);
    thread_local static int counter;
    counter++;
    await(cede_yield());
    return a[n - 1] + (int)(d * 2) + text[1] + counter + u8'x';
}

static async int test_main(void)
{
    char text[] = "z";
    printf("%d %d\n", await(flag(3)), HIGH);
    printf("%d\n", await(flag(0)));
    printf("%d\n", await(unnamed(1, 2, nullptr)));
    printf("%ld\n", await(inferred()));
    printf("%d\n", await(pointers(nullptr)));
    printf("%d\n", await(pointers(text)));
    printf("%d\n", await(literals()));
    printf("%d\n", await(labels(1)));
    (void)await(labels(2));
    printf("%d\n", await(constants()));
    return await(val(true));
}

PROGRAM(spellings, test_main)
