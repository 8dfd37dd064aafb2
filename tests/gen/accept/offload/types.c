/* types.c: Arguments and results of offloaded calls, of all kinds and converted. */
#include "corpus.h"
#include <complex.h>
#include <stdio.h>
#include <string.h>

struct point { int x, y; };
struct fixed { const int n; char text[12]; };
typedef int vector __attribute__((vector_size(16)));
enum color { RED, GREEN = 5 };
union word { int i; unsigned char bytes[4]; };

static int none(void) { return 1; }
static void store(int *to, int v) { *to = v; }
static char narrow(int c) { return (char)(c + 1); }
static _Bool truth(double d) { return d > 0; }
static long double twice(long double x) { return x * 2; }
static double _Complex turn(double _Complex z) { return z * I; }
static vector add(vector a, vector b) { return a + b; }
static struct point swap(struct point p, short s) { return (struct point){ p.y + s, p.x }; }
static struct fixed fix(struct fixed f) { return (struct fixed){ f.n + 1, "fixed" }; }
static enum color next(enum color c) { return c == RED ? GREEN : RED; }
static union word word_of(union word w) { w.i++; return w; }
static __int128 wide(__int128 x) { return x << 3; }
static size_t length(const char s[], size_t most) { return strnlen(s, most); }
static int (*choose(int n))(void) { (void)n; return none; }
static int sum(int n, int a[n]) { int s = 0; while (n--) s += a[n]; return s; }
static const char *name_of(const int i) { return i ? "one" : "zero"; }

static async int test_main(void)
{
    struct local { int a; } l = { 4 };
    struct local (*pick)(struct local) = NULL;
    int x = 0, a[] = { 1, 2, 3 };
    char text[] = "abcdef";
    vector v = { 1, 2, 3, 4 };
    struct fixed f = { 3, "f" };
    printf("%d\n", await(offload(none())));
    await(offload(store(&x, 5)));
    printf("%d\n", x);
    printf("%d %d\n", await(offload(narrow(300))), await(offload(truth(0.25))));
    printf("%.1Lf\n", await(offload(twice(3))));
    printf("%.1f\n", cimag(await(offload(turn(2.0)))));
    v = await(offload(add(v, v)));
    printf("%d %d\n", v[0], v[3]);
    struct point p = await(offload(swap((struct point){ 1, 2 }, 1000)));
    printf("%d %d\n", p.x, p.y);
    printf("%s %d\n", await(offload(fix(f))).text, await(offload(fix(f))).n);
    printf("%d\n", await(offload(next(GREEN))));
    printf("%d\n", await(offload(word_of((union word){ 7 }))).i);
    printf("%d\n", (int)await(offload(wide((__int128)1 << 3))));
    printf("%zu\n", await(offload(length(text, sizeof text))));
    printf("%d\n", await(offload(choose(1)))());
    printf("%d\n", await(offload(sum(3, a))));
    printf("%s\n", await(offload(name_of(1))));
    return l.a + (pick ? await(offload(pick(l))).a : 0);
}

PROGRAM(offload_types, test_main)
