/* facts.c: C and GNU C as async functions may contain it, for test_types.c and
 * test_parse.c. Each _Static_assert is a fact about a type or a constant: the
 * compiler that builds this file checks it, and so must cedec's own types.c, which
 * reads this very text. So no directives and no macros, and -Dasync= for the compiler. */

typedef int number;
typedef const char *text;
typedef int callback(int, text);
typedef number row[3];
typedef const row frozen_row;
typedef float quad __attribute__((vector_size(16)));
typedef struct node node;
enum colour { red, green = 5, blue };
enum sign { minus = -1, zero, plus };
struct node {
    node *next;
    const number key;
    struct { short inside; union { char first[4]; unsigned last; }; };
    unsigned bits : 3, : 0, more : 29;
    enum { of_node = 7 } kind;
    callback *call;
    volatile long ticks[];
};
struct pair { char a; double b; };
union any { int i; struct pair p; };

int plain(int);
char narrow(void);
struct pair make(void);
callback *choose(int which), called;
void nothing(void);
int (*table[4])(text, ...);
int (*(*deep)(int))[5];
_Noreturn void stop(void);
_Thread_local int of_thread;
static __inline__ __attribute__((__always_inline__)) int doubled(int x) { typedef int number; number n = x; return 2 * n; }

async int arithmetic(int i, unsigned u, long l, unsigned long ul, long long ll, unsigned long long ull, char c, short s,
                     unsigned short us, _Bool b, float f, double d, long double ld, _Complex double z, enum colour e)
{
    _Static_assert(__builtin_types_compatible_p(__typeof__(c + c), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(+b), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(-us), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(~u), unsigned), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(!d), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(i + u), unsigned), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(i + l), long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(l * ul), unsigned long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(u - ll), long long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(l % ll), long long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(ull | s), unsigned long long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(s << l), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(ull >> 1), unsigned long long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(i < d), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(d && i), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(f + i), float), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(f * d), double), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(ld / ull), long double), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(z + f), _Complex double), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(__real__ z), double), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(e + 1u), unsigned), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(c += d), char), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(s++), short), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(--us), unsigned short), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__((s, c)), char), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(i ? s : c), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(i ?: l), long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__((char)i), char), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(1), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(1u), unsigned), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(1L), long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(1uLL), unsigned long long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(0xffffffff), unsigned), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(9223372036854775807LL), long long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(0b101), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(0x1f), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(1.), double), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(1e3f), float), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(0x1p-3L), long double), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(1.0i), _Complex double), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__('a'), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(&"ab"[0]), char *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(green), int), "");
    return of_node + zero + (int)(ull + b + ld + f);
}

async int pointers(node *p, const node *cp, struct pair by_value, int array[static 3], callback *call, void *v,
                   const void *cv, int (*matrix)[4], frozen_row *frozen)
{
    int local[5];
    quad q = { 1, 2, 3, 4 };

    _Static_assert(__builtin_types_compatible_p(__typeof__(p->next->next), node *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(*p), struct node), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(&p->key), const int *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(&cp->next), node *const *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p->inside), short), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p->last), unsigned), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(&cp->first[0]), const char *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(&p->ticks[1]), volatile long *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p->bits + 0), int) ||
                   __builtin_types_compatible_p(__typeof__(p->bits + 0), unsigned), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p->call(1, "")), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__((*p->call)(1, "")), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(array), int *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(array + 1), int *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(1 + array), int *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(1[array]), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(local), int[5]), "");
    _Static_assert(!__builtin_types_compatible_p(__typeof__(local), int[6]), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(&local), int (*)[5]), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(local + 1), int *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(matrix[1]), int[4]), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(*matrix[1]), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(&(*frozen)[1]), const int *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(plain), int(int)), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(*plain), int(int)), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(&plain), int (*)(int)), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(choose(1)), callback *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(choose(1)(2, "")), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(table[1]("", 2)), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(*deep(1)), int[5]), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__((*deep(1))[2]), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(make().b), double), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(nothing()), void), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p ? p : 0), node *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p ? (void *)0 : p), node *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p ? v : p), void *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p ? cv : p), const void *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p ? cp : p), const node *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p ? local : 0), int *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(p ? called : call), callback *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(q + 1.0f), quad), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(q[1]), float), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__((struct pair){ 'a', 1 }), struct pair), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__((int[]){ 1, 2 }[0]), int), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(({ int x = 1; (void)x; "text"; })), char *), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(({ nothing(); })), void), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(({ by_value; }).a), char), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(_Generic(p->key, int: 1.0f, default: 'a')), float), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(_Generic(&p->key, int *: 1, const int *: 1.0)), double), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(_Generic("x", char *: 1L, default: 0)), long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(__builtin_choose_expr(sizeof(char) == 1, 1L, 1.0)), long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(__builtin_expect(1, 2)), long), "");
    _Static_assert(__builtin_types_compatible_p(__typeof__(&&here), void *), "");
    _Static_assert(__builtin_types_compatible_p(enum colour, unsigned), "");
    _Static_assert(__builtin_types_compatible_p(enum sign, int), "");
    _Static_assert(!__builtin_types_compatible_p(struct pair, union any), "");
    _Static_assert(!__builtin_types_compatible_p(char, signed char), "");
    _Static_assert(!__builtin_types_compatible_p(int *, const int *), "");
here:
    return (int)q[0] + (by_value.a != 0);
}

async int constants(void)
{
    enum { two = 2, three, ten = two * 5, big = 1 << 20 };
    _Static_assert(three == 3 && ten + 1 == 11 && big == 1048576, "");
    _Static_assert((two > 1 ? 7 : 1 / 0) == 7, "");
    _Static_assert((0 && 1 / 0) == 0 && (1 || 1 / 0) == 1, "");
    _Static_assert('a' - 'A' == 32 && '\n' == 10 && '\x41' == 65 && '\101' == 65 && '\0' == 0, "");
    _Static_assert((unsigned char)258 == 2 && (signed char)255 == -1 && (_Bool)5 == 1, "");
    _Static_assert(sizeof(char) == 1 && sizeof(unsigned char) + 1 == 2, "");
    _Static_assert((7 ^ 2) == 5 && (6 & 3) == 2 && (6 | 1) == 7 && ~0 == -1 && !0 && -7 / 2 == -3 && -7 % 2 == -1, "");
    _Static_assert(0x10 == 16 && 010 == 8 && 0b11 == 3 && 5LL == 5, "");
    _Static_assert(minus < 0 && zero == 0 && blue == green + 1, "");
    return two;
}

/* A name means what its innermost scope says. */
async int scopes(number parameter)
{
    number number = 3;
    int product = number * parameter;
    {
        typedef char number;
        number c = 'x';
        _Static_assert(__builtin_types_compatible_p(__typeof__(c), char), "");
        enum { text = 4 };
        product += text * c;
    }
    for (text text = "abc"; *text; text++)
        product += *text;
    text after = "typedef name again";
    struct pair { int different; } pair = { 1 };
    _Static_assert(__builtin_types_compatible_p(__typeof__(pair.different), int), "");
    if (product)
        goto number;
number:
    return pair.different + (int)(number)+(after[0] != 0);
}

async int statements(int n, void *label)
{
    __label__ local_label, other_label;
    static const int values[] = { [0 ... 2] = 1, [3] = 2, 5, };
    struct node tree = { .next = &tree, .key = 3, .first = { 'a', [2] = 'c' }, .call = called }, *root = &tree;
    union any any = { .p = { .b = 1.5 } };
    int i, *pointer = &i, matrix[2][3] = { { 1, 2, 3 }, { 4 } };
    register int fast __attribute__((unused)) = 1, in_register;
    __auto_type deduced = &matrix[1];
    const __auto_type constant = 1.5;
    __typeof__(*deduced) same = { 1 };
    __extension__ _Atomic(int) atomic = 0;
    _Alignas(32) char wide[32] = "wide";
    int (*function)(int) = plain, array_of[sizeof wide + green];

    for (i = 0; i < n; i++)
        for (int i = 0, j = 10; i < j; i++, j--)
            if (i == 3)
                continue;
            else if (i == 5)
                break;
            else
                *pointer += i;
    while (n --> 0)
        do
            n -= 2;
        while (n > 100);
    switch (n) {
        int unreachable;
    case 0: case 1 ... 9:
        n++;
        __attribute__((fallthrough));
    case -1:
        { case 20: unreachable = 1; (void)unreachable; }
        break;
    default:
        ;
    }
    if (n == 76)
        label = &&local_label;
    if (n == 77)
        goto *label;
    if (n == 78)
        goto other_label;
local_label: __attribute__((unused))
    __asm__ volatile ("" : "=r" (n), [in] "+r" (i) : "0" (n), "m" (matrix[1][2]) : "memory");
    __asm__ ("" :: "r" (n));
other_label:
    in_register = ({ int copy = n; if (copy) copy = function(copy); copy; });
    root = (root->next ? root : (struct node *)0)->next;
    *deduced[0] = -in_register + +n - - -n;
    same[0] = values[n & 3] ?: ~atomic;
    any.i ^= (int)sizeof(int[3]) + (int)sizeof same + (int)_Alignof(double) + __alignof__(n);
    any.i = __builtin_offsetof(struct node, first[2]) + sizeof (n) + sizeof(int) * 2 + sizeof(struct pair){ 1, 2 };
    array_of[0] = (int)constant, array_of[1] = any.i <<= 2;
    __extension__ ({ (void)0; });
    (void)((struct pair){ .a = 1 }.a), (void)(int){ 3 };
    const char *const words[] = { "one" "two", __func__ }, *const *many = words;
    _Pragma("GCC diagnostic push")
    return many[0][0] + array_of[0] + wide[0] + fast;
}

async int last(int, char *restrict *[const 2], int (int), int (*)(void), ...);
int old_style(a, b) int a; char *b; { typedef int only_here; return a + b[0] + (only_here)0; }
async void empty(void) { }
