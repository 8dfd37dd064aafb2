typedef int F(int);
async F h;
static async T k(T, int (*)(void), int [const 3]);
async struct u { struct u *next; union { int m; char c[4]; }; unsigned b : 3; } z(struct u *u, ...);
async int f(void)
{
    enum { A = 3, B } e = A;
    struct l { int x[B]; _Alignas(32) char y; } o1 = { { 1 }, 2 }, *o2 = &o1;
    typedef struct l L[2];
    L many = { [1].x[2] = 3 };
    char text[] = "abc" "d";
    __auto_type c = (const volatile int[]){ 1, await(a(1)) };
    typeof(o2->x) again __attribute__((aligned(8)));
    static const int fixed = sizeof (L);
    __attribute__((cleanup(o))) int cleaned = await(h(2));
    asm volatile ("" : "+r"(e) : "m"(*o2) : "memory");
    _Static_assert(B == 4, "");
    if (0) { int vla[e]; vla[0] = 1; }
    return o2->x[0] + many[1].x[2] + text[1] + c[1] + again[0] + fixed + cleaned;
}
