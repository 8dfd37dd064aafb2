/* types.c: types, the type of an expression, the value of a constant one.
 *
 * In:   trees, while they are built and after.
 * Out:  expr_type and its kin; parse.h says what for.
 *
 * Widths matter in few places (which of long and unsigned int wins, what 70000 is);
 * there the compiler's own __SIZEOF_…__ macros decide. Answers are kept in
 * expr.value_type. */
#include "parse_internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* ---- making types -------------------------------------------------------------------- */

struct type *type_basic(enum type_kind kind)
{
    static struct type basics[TY_UNKNOWN + 1];
    basics[kind].kind = kind;
    return &basics[kind];
}

struct type *type_new(enum type_kind kind, struct type *base)
{
    struct type *t = NEW(struct type);
    t->kind = kind;
    t->base = base;
    t->count = -1;
    return t;
}

static struct type *copy(const struct type *t)
{
    struct type *c = NEW(struct type);
    *c = *t;
    return c;
}

struct type *type_qualified(struct type *t, unsigned quals)
{
    if ((t->quals | quals) == t->quals)
        return t;
    t = copy(t);
    t->quals |= quals;
    return t;
}

static bool is_sugar(const struct type *t)
{
    return t->kind == TY_TYPEDEF || t->kind == TY_TYPEOF;
}

struct type *type_strip(struct type *t)
{
    unsigned quals = 0;
    bool aligned = false;

    while (is_sugar(t)) {
        quals |= t->quals;
        aligned |= t->aligned;
        t = t->base;
    }
    if ((quals | t->quals) == t->quals && (t->aligned || !aligned))
        return t;
    t = copy(t);
    t->quals |= quals;
    t->aligned |= aligned;
    return t;
}

/* Sugar is kept where the qualifiers are its own. */
struct type *type_unqualified(struct type *t)
{
    if (type_strip(t)->quals == 0)
        return t;
    struct type *c = copy(t);
    c->quals = 0;
    if (type_strip(c)->quals == 0)
        return c;
    c = copy(type_strip(t));
    c->quals = 0;
    return c;
}

/* Qualifiers of an array are its elements'. */
static struct type *element_of(struct type *array)
{
    return type_qualified(array->base, array->quals);
}

struct type *type_decay(struct type *t)
{
    if (t->kind == TY_ARRAY)
        return type_new(TY_POINTER, element_of(t));
    if (t->kind == TY_FUNCTION)
        return type_new(TY_POINTER, t);
    return t;
}

/* The struct or union itself, of which others are qualified copies. */
static struct type *record_of(struct type *t)
{
    t = type_strip(t);
    return t->kind == TY_STRUCT || t->kind == TY_UNION ? t->sym->type : NULL;
}

bool type_aligned(struct type *t)
{
    t = type_strip(t);
    while (t->kind == TY_ARRAY && !t->aligned)
        t = type_strip(t->base);
    struct type *record = record_of(t);
    return t->aligned || (record && record->aligned);
}

struct member *type_member(struct type *t, const char *name)
{
    struct type *record = record_of(t);
    for (size_t i = 0; record && i < record->members.n; i++) {
        struct member *m = &record->members.at[i];
        if (m->name == name)
            return m;
        struct member *inside = m->name || m->bit_field ? NULL : type_member(m->type, name);
        if (inside)
            return inside;
    }
    return NULL;
}

/* ---- the target ------------------------------------------------------------------------- */

/* Bytes that a predefined macro says; `otherwise` where there is none (tcc). */
static int macro_bytes(struct unit *u, const char *macro, int otherwise)
{
    const char *name = intern_string(macro);
    for (size_t i = 0; i < u->macros.n; i++)
        if (u->macros.at[i].name == name && u->macros.at[i].body)
            return atoi(u->macros.at[i].body);
    return otherwise;
}

void type_target(struct unit *u)
{
    u->target.short_bytes = macro_bytes(u, "__SIZEOF_SHORT__", 2);
    u->target.int_bytes = macro_bytes(u, "__SIZEOF_INT__", 4);
    u->target.long_bytes = macro_bytes(u, "__SIZEOF_LONG__", 8);
    u->target.llong_bytes = macro_bytes(u, "__SIZEOF_LONG_LONG__", 8);
}

static int bytes_of(const struct unit *u, enum type_kind kind)
{
    switch (kind) {
    case TY_SHORT: case TY_USHORT: return u->target.short_bytes;
    case TY_INT: case TY_UINT: return u->target.int_bytes;
    case TY_LONG: case TY_ULONG: return u->target.long_bytes;
    case TY_LLONG: case TY_ULLONG: return u->target.llong_bytes;
    case TY_INT128: case TY_UINT128: return 16;
    default: return 1;
    }
}

/* A typedef name at file scope as a type; NULL: there is none. */
static struct type *named(struct unit *u, const char *name)
{
    struct symbol *sym = u->names ? scope_find(u->names, intern_string(name), false) : NULL;
    if (!sym || sym->kind != SYM_TYPEDEF)
        return NULL;
    struct type *t = type_new(TY_TYPEDEF, sym->type);
    t->sym = sym;
    return t;
}

static struct type *named_or(struct unit *u, const char *name, enum type_kind otherwise)
{
    struct type *t = named(u, name);
    return t ? t : type_basic(otherwise);
}

static struct type *size_type(struct unit *u)
{
    return named_or(u, "size_t", TY_ULONG);
}

/* ---- comparing ------------------------------------------------------------------------------ */

/* An enum is compatible with the integer type that gcc and clang give it. */
static bool same_enum(const struct type *e, const struct type *t)
{
    return t->kind == (e->sym->type->negative ? TY_INT : TY_UINT);
}

static bool same_params(const struct type *a, const struct type *b)
{
    if (a->no_prototype || b->no_prototype)
        return true;
    if (a->params.n != b->params.n || a->variadic != b->variadic)
        return false;
    for (size_t i = 0; i < a->params.n; i++)
        if (!type_same(type_unqualified(a->params.at[i].type), type_unqualified(b->params.at[i].type)))
            return false;
    return true;
}

/* Sizes that are not both known may be equal. */
static bool same_size(const struct type *a, const struct type *b)
{
    return a->count < 0 || b->count < 0 || a->count == b->count;
}

static bool same_name(const struct type *a, const struct type *b)
{
    return a->name == b->name;
}

bool type_same(struct type *a, struct type *b)
{
    for (;; a = a->base, b = b->base) {
        a = type_strip(a);
        b = type_strip(b);
        if (a->quals != b->quals)
            return false;
        if (a->kind == TY_ENUM && b->kind != TY_ENUM)
            return same_enum(a, b);
        if (b->kind == TY_ENUM && a->kind != TY_ENUM)
            return same_enum(b, a);
        if (a->kind != b->kind || a->complex != b->complex)
            return false;
        switch (a->kind) {
        case TY_STRUCT: case TY_UNION: case TY_ENUM: return a->sym == b->sym;
        case TY_BUILTIN: case TY_FLOATN: return same_name(a, b);
        case TY_UNKNOWN: case TY_AUTO: return false;
        case TY_FUNCTION: if (!same_params(a, b)) return false; break;
        case TY_ARRAY: if (!same_size(a, b)) return false; break;
        case TY_POINTER: case TY_VECTOR: break;
        default: return true;
        }
    }
}

/* ---- arithmetic ------------------------------------------------------------------------------- */

static bool is_integer(const struct type *t)
{
    return (t->kind >= TY_BOOL && t->kind <= TY_UINT128) || t->kind == TY_ENUM;
}

static bool is_floating(const struct type *t)
{
    return t->kind >= TY_FLOAT && t->kind <= TY_FLOATN;
}

static bool is_arithmetic(const struct type *t)
{
    return is_integer(t) || is_floating(t);
}

static bool is_unsigned(enum type_kind kind)
{
    return kind == TY_BOOL || kind == TY_UCHAR || kind == TY_USHORT || kind == TY_UINT || kind == TY_ULONG ||
           kind == TY_ULLONG || kind == TY_UINT128;
}

static enum type_kind promoted_kind(struct unit *u, const struct type *t)
{
    switch (t->kind) {
    case TY_BOOL: case TY_CHAR: case TY_SCHAR: case TY_UCHAR: case TY_SHORT: return TY_INT;
    case TY_USHORT: return bytes_of(u, TY_SHORT) < bytes_of(u, TY_INT) ? TY_INT : TY_UINT;
    case TY_ENUM: return t->sym->type->negative ? TY_INT : TY_UINT;
    default: return t->kind;
    }
}

/* int, unsigned, long, … one after the other; a signed kind is even. */
static int rank(enum type_kind kind)
{
    return (kind - TY_INT) / 2;
}

static enum type_kind as_unsigned(enum type_kind kind)
{
    return is_unsigned(kind) ? kind : (enum type_kind)(kind + 1);
}

static enum type_kind common_integer(struct unit *u, enum type_kind a, enum type_kind b)
{
    if (is_unsigned(a) == is_unsigned(b))
        return rank(a) > rank(b) ? a : b;
    if (is_unsigned(b)) {
        enum type_kind swap = a;
        a = b;
        b = swap;
    }
    if (rank(a) >= rank(b))
        return a;
    return bytes_of(u, b) > bytes_of(u, a) ? b : as_unsigned(b);
}

/* _Float128 and the like go before the standard ones, except for the small ones. */
static struct type *common_floating(struct type *a, struct type *b)
{
    if (!is_floating(a))
        return b;
    if (!is_floating(b))
        return a;
    if (a->kind != TY_FLOATN && b->kind != TY_FLOATN)
        return a->kind > b->kind ? a : b;
    struct type *n = a->kind == TY_FLOATN ? a : b, *other = n == a ? b : a;
    return strstr(n->name, "16") || strstr(n->name, "32") ? other : n;
}

static struct type *bare_integer(struct type *t, enum type_kind kind)
{
    return t->kind == kind && t->quals == 0 ? t : type_basic(kind);
}

static struct type *complex_of(struct type *t, bool is_complex)
{
    if (t->complex == is_complex)
        return t;
    t = copy(t);
    t->complex = is_complex;
    return t;
}

static struct type *promoted(struct unit *u, struct type *t)
{
    t = type_unqualified(type_strip(t));
    return is_integer(t) ? bare_integer(t, promoted_kind(u, t)) : t;
}

/* Usual arithmetic conversions; vectors win over what is broadcast to them. */
static struct type *common(struct unit *u, struct type *a, struct type *b)
{
    a = type_unqualified(type_strip(a));
    b = type_unqualified(type_strip(b));
    if (a->kind == TY_VECTOR || b->kind == TY_VECTOR)
        return a->kind == TY_VECTOR ? a : b;
    if (!is_arithmetic(a) || !is_arithmetic(b))
        return type_basic(TY_UNKNOWN);
    if (is_floating(a) || is_floating(b))
        return complex_of(common_floating(a, b), a->complex || b->complex);
    return type_basic(common_integer(u, promoted_kind(u, a), promoted_kind(u, b)));
}

/* ---- literals ------------------------------------------------------------------------------------ */

static const char *spelling(struct unit *u, const struct expr *e)
{
    return u->tokens.at[e->begin].text;
}

static bool is_hex(const char *s)
{
    return s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
}

static bool is_floating_literal(const char *s)
{
    return is_hex(s) ? strpbrk(s, ".pP") != NULL : strpbrk(s, ".eE") != NULL && !(s[0] == '0' && strchr("bB", s[1]));
}

/* Where the suffix begins. */
static const char *suffix_of(const char *s)
{
    const char *end = s + strlen(s);
    const char *letters = is_floating_literal(s) ? "fFlLiIjJdDqQwWx0123456789" : "uUlLiIjJzZ";
    const char *at = end;
    while (at > s && strchr(letters, at[-1]))
        at--;
    if (!is_floating_literal(s))
        return at;
    /* digits belong to a suffix only behind its letter: f16, f128x, d64 */
    while (at < end && strchr("x0123456789", *at))
        at++;
    if (is_hex(s) && at < end && !strpbrk(s, "pP"))
        return end;
    return at;
}

static bool has(const char *suffix, const char *letters)
{
    return strpbrk(suffix, letters) != NULL;
}

static struct type *named_float(const char *name)
{
    struct type *t = type_new(TY_FLOATN, NULL);
    t->name = intern_string(name);
    return t;
}

static struct type *floating_literal(const char *suffix)
{
    if (has(suffix, "dD") && strlen(suffix) > 1)
        return named_float(has(suffix, "fF") ? "_Decimal32" : has(suffix, "lL") ? "_Decimal128" : "_Decimal64");
    if (has(suffix, "qQ"))
        return named_float("__float128");
    if (has(suffix, "wW"))
        return named_float("__float80");
    if (has(suffix, "0123456789"))
        return named_float(intern_format("_Float%s", suffix + 1));
    return type_basic(has(suffix, "fF") ? TY_FLOAT : has(suffix, "lL") ? TY_LDOUBLE : TY_DOUBLE);
}

static unsigned long long integer_value(const char *s)
{
    if (s[0] == '0' && (s[1] == 'b' || s[1] == 'B'))
        return strtoull(s + 2, NULL, 2);
    return strtoull(s, NULL, 0);
}

static bool fits(struct unit *u, unsigned long long value, enum type_kind kind)
{
    int bits = 8 * bytes_of(u, kind) - !is_unsigned(kind);
    return bits >= 64 || value >> bits == 0;
}

/* The first of int, unsigned, long, … that the suffix allows and the value fits. */
static struct type *integer_literal(struct unit *u, const char *s, const char *suffix)
{
    bool only_unsigned = has(suffix, "uU");
    bool only_signed = !only_unsigned && s[0] != '0';
    size_t longs = strspn(suffix + strcspn(suffix, "lL"), "lL");
    enum type_kind kind = longs == 2 ? TY_LLONG : longs == 1 ? TY_LONG : TY_INT;
    unsigned long long value = integer_value(s);

    for (; kind <= TY_ULLONG; kind = (enum type_kind)(kind + 1)) {
        if (is_unsigned(kind) ? only_signed : only_unsigned)
            continue;
        if (fits(u, value, kind))
            return type_basic(kind);
    }
    return type_basic(TY_ULLONG);
}

static struct type *number_type(struct unit *u, const char *s)
{
    const char *suffix = suffix_of(s);
    struct type *t = is_floating_literal(s) ? floating_literal(suffix) : integer_literal(u, s, suffix);
    return complex_of(t, has(suffix, "iIjJ"));
}

/* Of a character or of a string's element, by its prefix. */
static struct type *character_type(struct unit *u, const char *s, enum type_kind plain)
{
    if (s[0] == 'L')
        return named_or(u, "wchar_t", TY_INT);
    if (s[0] == 'U')
        return named_or(u, "char32_t", TY_UINT);
    if (s[0] == 'u' && s[1] != '8')
        return named_or(u, "char16_t", TY_USHORT);
    return type_basic(plain);
}

/* A wide one among adjacent literals makes all of them wide. */
static struct type *string_type(struct unit *u, const struct expr *e)
{
    struct type *t = type_basic(TY_CHAR);
    for (size_t i = e->begin; i < e->end; i++)
        if (u->tokens.at[i].kind == T_STRING && strchr("LUu", u->tokens.at[i].text[0]))
            t = character_type(u, u->tokens.at[i].text, TY_CHAR);
    return type_new(TY_ARRAY, t);
}

/* ---- calls ------------------------------------------------------------------------------------------ */

static bool begins(const char *s, const char *prefix)
{
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* Of the object that the first argument points to. */
static struct type *pointee_of_first(struct unit *u, const struct expr *call)
{
    if (call->kids.n < 2)
        return type_basic(TY_UNKNOWN);
    struct type *t = type_decay(type_strip(expr_type(u, call->kids.at[1])));
    return t->kind == TY_POINTER ? type_unqualified(t->base) : type_basic(TY_UNKNOWN);
}

static struct type *atomic_result(struct unit *u, const struct expr *call, const char *name)
{
    if (strstr(name, "compare_exchange") || strstr(name, "bool_compare") || strstr(name, "test_and_set") ||
        strstr(name, "lock_free"))
        return strstr(name, "lock_test_and_set") ? pointee_of_first(u, call) : type_basic(TY_BOOL);
    if (strstr(name, "store") || strstr(name, "clear") || strstr(name, "fence") || strstr(name, "release") ||
        strstr(name, "synchronize") || strstr(name, "_init"))
        return type_basic(TY_VOID);
    if (begins(name, "__atomic_") && (!strcmp(name, "__atomic_load") || !strcmp(name, "__atomic_exchange")))
        return type_basic(TY_VOID);
    return pointee_of_first(u, call);
}

static const struct { const char *name; enum type_kind kind; bool pointer; } builtins[] = {
    { "expect", TY_LONG, false }, { "expect_with_probability", TY_LONG, false },
    { "constant_p", TY_INT, false }, { "unreachable", TY_VOID, false }, { "trap", TY_VOID, false },
    { "prefetch", TY_VOID, false }, { "va_start", TY_VOID, false }, { "va_end", TY_VOID, false },
    { "va_copy", TY_VOID, false }, { "alloca", TY_VOID, true }, { "alloca_with_align", TY_VOID, true },
    { "return_address", TY_VOID, true }, { "frame_address", TY_VOID, true },
    { "memcpy", TY_VOID, true }, { "memset", TY_VOID, true }, { "memmove", TY_VOID, true },
    { "memcmp", TY_INT, false }, { "strcmp", TY_INT, false }, { "strchr", TY_CHAR, true },
    { "abort", TY_VOID, false }, { "exit", TY_VOID, false }, { "assume", TY_VOID, false },
    { "bswap16", TY_USHORT, false }, { "bswap32", TY_UINT, false }, { "bswap64", TY_ULLONG, false },
    { "huge_val", TY_DOUBLE, false }, { "huge_valf", TY_FLOAT, false }, { "huge_vall", TY_LDOUBLE, false },
    { "inf", TY_DOUBLE, false }, { "inff", TY_FLOAT, false }, { "infl", TY_LDOUBLE, false },
    { "nan", TY_DOUBLE, false }, { "nanf", TY_FLOAT, false }, { "nanl", TY_LDOUBLE, false },
    { "nans", TY_DOUBLE, false }, { "nansf", TY_FLOAT, false }, { "nansl", TY_LDOUBLE, false },
    { "fabs", TY_DOUBLE, false }, { "fabsf", TY_FLOAT, false }, { "fabsl", TY_LDOUBLE, false },
    { "LINE", TY_INT, false }, { "FILE", TY_CHAR, true }, { "FUNCTION", TY_CHAR, true },
};

/* Builtins whose result is an int, by how their names begin. */
static bool is_int_builtin(const char *name)
{
    static const char *const beginnings[] = { "popcount", "clz", "ctz", "ffs", "parity", "clrsb", "is", "signbit",
                                              "fpclassify", "classify_type", "eh_return_data_regno", "flt_rounds" };
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
        if (begins(name, beginnings[i]))
            return true;
    return false;
}

static struct type *builtin_result(struct unit *u, const struct expr *call, const char *name)
{
    if (begins(name, "__atomic_") || begins(name, "__sync_") || begins(name, "__c11_atomic_"))
        return atomic_result(u, call, name);
    if (!begins(name, "__builtin_"))
        return type_basic(TY_UNKNOWN);
    name += strlen("__builtin_");
    struct symbol *sym = scope_find(u->names, intern_string(name), false);
    if (sym && sym->kind == SYM_FUNC)
        return type_strip(sym->type)->base;
    for (size_t i = 0; i < sizeof builtins / sizeof *builtins; i++)
        if (!strcmp(name, builtins[i].name)) {
            struct type *t = type_basic(builtins[i].kind);
            return builtins[i].pointer ? type_new(TY_POINTER, t) : t;
        }
    if (is_int_builtin(name))
        return type_basic(TY_INT);
    if (strstr(name, "_overflow"))
        return type_basic(TY_BOOL);
    if (strstr(name, "strlen") || strstr(name, "object_size"))
        return size_type(u);
    if ((begins(name, "shuffle") || !strcmp(name, "assume_aligned")) && call->kids.n > 1)
        return type_decay(type_strip(expr_type(u, call->kids.at[1])));
    return type_basic(TY_UNKNOWN);
}

static struct type *call_type(struct unit *u, const struct expr *call)
{
    struct expr *callee = call->kids.at[0];
    if (callee->kind == E_IDENT && !callee->sym)
        return builtin_result(u, call, callee->name);
    struct type *t = type_strip(expr_type(u, callee));
    if (t->kind == TY_POINTER)
        t = type_strip(t->base);
    return t->kind == TY_FUNCTION ? type_unqualified(t->base) : type_basic(TY_UNKNOWN);
}

/* ---- operators ----------------------------------------------------------------------------------------- */

static struct type *value_of(struct unit *u, struct expr *e)
{
    return type_decay(type_strip(expr_type(u, e)));
}

static struct type *element(struct type *t)
{
    if (t->kind == TY_POINTER || t->kind == TY_VECTOR)
        return t->base;
    return type_basic(TY_UNKNOWN);
}

/* Without typedef sugar only where that has to go. */
static struct type *dereferenced(struct unit *u, struct expr *e)
{
    struct type *t = value_of(u, e);
    return t->kind == TY_POINTER ? t->base : type_basic(TY_UNKNOWN);
}

static struct type *index_type(struct unit *u, const struct expr *e)
{
    struct type *a = value_of(u, e->kids.at[0]), *b = value_of(u, e->kids.at[1]);
    return a->kind == TY_POINTER || a->kind == TY_VECTOR ? element(a) : element(b);
}

static struct type *member_type(struct unit *u, const struct expr *e)
{
    struct type *of = e->op == P_ARROW ? dereferenced(u, e->kids.at[0]) : expr_type(u, e->kids.at[0]);
    struct member *m = type_member(of, e->name);
    return m ? type_qualified(m->type, type_strip(of)->quals & ~(unsigned)Q_RESTRICT) : type_basic(TY_UNKNOWN);
}

static struct type *unary_type(struct unit *u, const struct expr *e)
{
    struct type *t = expr_type(u, e->kids.at[0]);
    switch (e->op) {
    case '&': return type_strip(t)->kind == TY_UNKNOWN ? type_basic(TY_UNKNOWN) : type_new(TY_POINTER, t);
    case '*': {
        struct type *f = type_strip(t);
        return f->kind == TY_FUNCTION ? t : dereferenced(u, e->kids.at[0]);
    }
    case '!': return type_basic(TY_INT);
    case 'r': case 'i': return complex_of(type_unqualified(type_strip(t)), false);
    default: return promoted(u, t);
    }
}

static bool is_comparison(int op)
{
    return op == '<' || op == '>' || op == P_LE || op == P_GE || op == P_EQ || op == P_NE;
}

/* Pointers of either side of + and -. */
static struct type *pointer_arithmetic(struct unit *u, int op, struct type *a, struct type *b)
{
    if (a->kind == TY_POINTER && b->kind == TY_POINTER)
        return op == '-' ? named_or(u, "ptrdiff_t", TY_LONG) : type_basic(TY_UNKNOWN);
    return type_unqualified(a->kind == TY_POINTER ? a : b);
}

static struct type *binary_type(struct unit *u, const struct expr *e)
{
    struct type *a = value_of(u, e->kids.at[0]), *b = value_of(u, e->kids.at[1]);
    if (is_comparison(e->op))
        return a->kind == TY_VECTOR ? a : b->kind == TY_VECTOR ? b : type_basic(TY_INT);
    if (e->op == P_SHL || e->op == P_SHR)
        return promoted(u, a);
    if (a->kind == TY_POINTER || b->kind == TY_POINTER)
        return pointer_arithmetic(u, e->op, a, b);
    return common(u, a, b);
}

static bool is_null_constant(struct unit *u, struct expr *e)
{
    while (e->kind == E_PAREN)
        e = e->kids.at[0];
    if (e->kind == E_CAST) {
        struct type *t = type_strip(e->type);
        return t->kind == TY_POINTER && type_strip(t->base)->kind == TY_VOID && type_strip(t->base)->quals == 0 &&
               is_null_constant(u, e->kids.at[0]);
    }
    long long value;
    return expr_constant(u, e, &value) && value == 0;
}

/* Two arms that point: null gives way, then void wins; qualifiers are joined. */
static struct type *composite_pointer(struct unit *u, struct expr *x, struct expr *y, struct type *a, struct type *b)
{
    if (a->kind != TY_POINTER || is_null_constant(u, x))
        return b->kind == TY_POINTER ? b : a;
    if (b->kind != TY_POINTER || is_null_constant(u, y))
        return a;
    unsigned quals = type_strip(a->base)->quals | type_strip(b->base)->quals;
    struct type *base = type_strip(b->base)->kind == TY_VOID ? b->base : a->base;
    if ((type_strip(base)->quals | quals) == type_strip(base)->quals)
        return base == a->base ? a : b;
    return type_new(TY_POINTER, type_qualified(base, quals));
}

static struct type *cond_type(struct unit *u, const struct expr *e)
{
    struct expr *x = e->kids.at[e->kids.n - 2], *y = e->kids.at[e->kids.n - 1];
    struct type *a = value_of(u, x), *b = value_of(u, y);
    if (a->kind == TY_VOID || b->kind == TY_VOID)
        return type_basic(TY_VOID);
    if (is_arithmetic(a) && is_arithmetic(b))
        return common(u, a, b);
    if (a->kind == TY_POINTER || b->kind == TY_POINTER)
        return type_unqualified(composite_pointer(u, x, y, a, b));
    return type_unqualified(expr_type(u, a->kind == TY_UNKNOWN ? y : x));
}

/* The value of ({ … }) is that of its last statement. */
static struct type *statement_type(struct unit *u, const struct stmt *block)
{
    size_t n = block->list.n;
    const struct stmt *last = n ? block->list.at[n - 1] : NULL;
    while (last && (last->kind == S_LABEL || last->kind == S_CASE || last->kind == S_DEFAULT))
        last = last->body;
    if (!last || last->kind != S_EXPR)
        return type_basic(TY_VOID);
    struct type *t = expr_type(u, last->expr);
    struct type *bare = type_strip(t);
    return bare->kind == TY_ARRAY || bare->kind == TY_FUNCTION ? type_decay(bare) : type_unqualified(t);
}

static struct type *identifier_type(const struct expr *e)
{
    if (e->sym)
        return e->sym->kind == SYM_VAR || e->sym->kind == SYM_FUNC || e->sym->kind == SYM_ENUMERATOR
                   ? e->sym->type : type_basic(TY_UNKNOWN);
    if (!strcmp(e->name, "__func__") || !strcmp(e->name, "__FUNCTION__") || !strcmp(e->name, "__PRETTY_FUNCTION__"))
        return type_new(TY_ARRAY, type_qualified(type_basic(TY_CHAR), Q_CONST));
    if (!strcmp(e->name, "true") || !strcmp(e->name, "false"))
        return type_basic(TY_BOOL);
    return type_basic(TY_UNKNOWN);
}

static struct type *spawn_type(struct unit *u, const struct expr *e)
{
    if (e->op != SP_TASK)
        return type_basic(TY_INT);
    struct type *task = named(u, "cede_task");
    return task ? type_new(TY_POINTER, task) : type_basic(TY_UNKNOWN);
}

/* Not known which arm: the type, if all have the same. */
static struct type *chosen_type(struct unit *u, const struct expr *e)
{
    if (e->chosen)
        return expr_type(u, e->kids.at[e->chosen]);
    struct type *t = expr_type(u, e->kids.at[e->kids.n - 1]);
    for (size_t i = 1; i + 1 < e->kids.n; i++)
        if (!type_same(t, expr_type(u, e->kids.at[i])))
            return type_basic(TY_UNKNOWN);
    return t;
}

static struct type *type_of(struct unit *u, struct expr *e)
{
    switch (e->kind) {
    case E_IDENT: return identifier_type(e);
    case E_NUMBER: return number_type(u, spelling(u, e));
    case E_CHAR: return character_type(u, spelling(u, e), TY_INT);
    case E_STRING: return string_type(u, e);
    case E_PAREN: case E_AWAIT: return expr_type(u, e->kids.at[0]);
    case E_INDEX: return index_type(u, e);
    case E_CALL: return call_type(u, e);
    case E_MEMBER: return member_type(u, e);
    case E_POSTFIX: case E_PREFIX: case E_ASSIGN: return type_unqualified(expr_type(u, e->kids.at[0]));
    case E_UNARY: return unary_type(u, e);
    case E_SIZEOF: return size_type(u);
    case E_CAST: return type_unqualified(e->type);
    case E_COMPOUND: case E_VA_ARG: case E_BUILTIN: return e->type;
    case E_BINARY: return binary_type(u, e);
    case E_AND: case E_OR: return type_basic(TY_INT);
    case E_COND: return cond_type(u, e);
    case E_COMMA: return expr_type(u, e->kids.at[1]);
    case E_GENERIC: case E_CHOOSE: return chosen_type(u, e);
    case E_STMT: return statement_type(u, e->body);
    case E_LABEL: return type_new(TY_POINTER, type_basic(TY_VOID));
    case E_SPAWN: return spawn_type(u, e);
    case E_LIST: case E_DESIGNATED: break;
    }
    return type_basic(TY_UNKNOWN);
}

struct type *expr_type(struct unit *u, struct expr *e)
{
    if (!e->value_type)
        e->value_type = type_of(u, e);
    return e->value_type;
}

/* ---- constants ------------------------------------------------------------------------------------------- */

static bool constant(struct unit *u, struct expr *e, long long *value);

/* Conversion to an integer type; false: what comes out depends on the target. */
static bool converted(struct type *t, long long *value)
{
    enum type_kind kind = type_strip(t)->kind;
    switch (kind) {
    case TY_BOOL: *value = *value != 0; return true;
    case TY_SCHAR: *value = (signed char)*value; return true;
    case TY_UCHAR: *value = (unsigned char)*value; return true;
    case TY_CHAR: return *value >= 0 && *value <= 127;
    case TY_SHORT: *value = (short)*value; return true;
    case TY_USHORT: *value = (unsigned short)*value; return true;
    case TY_INT: return *value >= INT_MIN && *value <= INT_MAX;
    case TY_UINT: return *value >= 0 && *value <= UINT_MAX;
    case TY_ULONG: case TY_ULLONG: case TY_UINT128: return *value >= 0;
    case TY_LONG: case TY_LLONG: case TY_INT128: case TY_ENUM: return true;
    default: return false;
    }
}

static bool literal_constant(struct unit *u, const struct expr *e, long long *value)
{
    const char *s = spelling(u, e);
    if (is_floating_literal(s) || has(suffix_of(s), "iIjJ"))
        return false;
    unsigned long long v = integer_value(s);
    *value = (long long)v;
    return v <= LLONG_MAX;
}

/* Plain characters that every execution set has at their ASCII place, and escapes. */
static bool character_constant(struct unit *u, const struct expr *e, long long *value)
{
    static const char simple[] = "n\nt\tr\ra\ab\bf\fv\v\\\\''\"\"??";
    const char *s = spelling(u, e);
    if (s[0] != '\'')
        return false;
    if (s[1] != '\\') {
        *value = s[1];
        return s[1] > 0 && s[2] == '\'';
    }
    for (size_t i = 0; i + 1 < sizeof simple - 1; i += 2)
        if (s[2] == simple[i] && s[3] == '\'') {
            *value = simple[i + 1];
            return true;
        }
    char *end;
    *value = s[2] == 'x' ? strtol(s + 3, &end, 16) : strtol(s + 2, &end, 8);
    return *end == '\'' && *value >= 0 && *value <= 127;
}

static bool identifier_constant(const struct expr *e, long long *value)
{
    if (!e->sym) {
        *value = !strcmp(e->name, "true");
        return *value || !strcmp(e->name, "false");
    }
    if (e->sym->kind != SYM_ENUMERATOR)
        return false;
    *value = e->sym->number;
    return e->sym->number_known;
}

static bool sizeof_constant(struct unit *u, const struct expr *e, long long *value)
{
    struct type *t = type_strip(e->type ? e->type : expr_type(u, e->kids.at[0]));
    *value = 1;
    return t->kind == TY_CHAR || t->kind == TY_SCHAR || t->kind == TY_UCHAR;
}

static bool unary_constant(struct unit *u, const struct expr *e, long long *value)
{
    long long v;
    if (!constant(u, e->kids.at[0], &v))
        return false;
    switch (e->op) {
    case '+': *value = v; return true;
    case '-': *value = (long long)(0 - (unsigned long long)v); return v == 0 || !is_unsigned(type_strip(expr_type(u, (struct expr *)e))->kind);
    case '~': *value = ~v; return !is_unsigned(type_strip(expr_type(u, (struct expr *)e))->kind);
    case '!': *value = !v; return true;
    default: return false;
    }
}

static bool shifted(int op, long long a, long long b, long long *value)
{
    if (a < 0 || b < 0 || b > 62)
        return false;
    *value = op == P_SHL ? (long long)((unsigned long long)a << b) : a >> b;
    return op == P_SHR || (*value >> b == a && *value >= 0);
}

static bool divided(int op, long long a, long long b, long long *value)
{
    if (b == 0 || (a == LLONG_MIN && b == -1))
        return false;
    *value = op == '/' ? a / b : a % b;
    return true;
}

static bool multiplied(long long a, long long b, long long *value)
{
    if (a > INT_MAX || a < INT_MIN || b > INT_MAX || b < INT_MIN)
        return false;
    *value = a * b;
    return true;
}

static bool operated(int op, long long a, long long b, long long *value)
{
    switch (op) {
    case '*': return multiplied(a, b, value);
    case '/': case '%': return divided(op, a, b, value);
    case '+': *value = (long long)((unsigned long long)a + (unsigned long long)b); return (b < 0) == (*value < a);
    case '-': *value = (long long)((unsigned long long)a - (unsigned long long)b); return (b > 0) == (*value < a);
    case P_SHL: case P_SHR: return shifted(op, a, b, value);
    case '<': *value = a < b; return true;
    case '>': *value = a > b; return true;
    case P_LE: *value = a <= b; return true;
    case P_GE: *value = a >= b; return true;
    case P_EQ: *value = a == b; return true;
    case P_NE: *value = a != b; return true;
    case '&': *value = a & b; return true;
    case '^': *value = a ^ b; return true;
    case '|': *value = a | b; return true;
    default: return false;
    }
}

/* Negative operands of an unsigned operation become what the width says. */
static bool binary_constant(struct unit *u, struct expr *e, long long *value)
{
    long long a, b;
    if (!constant(u, e->kids.at[0], &a) || !constant(u, e->kids.at[1], &b) || !operated(e->op, a, b, value))
        return false;
    struct type *t = common(u, expr_type(u, e->kids.at[0]), expr_type(u, e->kids.at[1]));
    return !is_unsigned(t->kind) || (a >= 0 && b >= 0 && *value >= 0);
}

static bool logical_constant(struct unit *u, const struct expr *e, long long *value)
{
    long long v;
    if (!constant(u, e->kids.at[0], &v))
        return false;
    if ((v != 0) == (e->kind == E_OR)) {
        *value = v != 0;
        return true;
    }
    if (!constant(u, e->kids.at[1], &v))
        return false;
    *value = v != 0;
    return true;
}

static bool cond_constant(struct unit *u, const struct expr *e, long long *value)
{
    long long v;
    if (!constant(u, e->kids.at[0], &v))
        return false;
    if (e->kids.n == 2 && v) {
        *value = v;
        return true;
    }
    return constant(u, e->kids.at[v ? 1 : e->kids.n - 1], value);
}

static bool is_named(const struct expr *e, const char *name)
{
    return e->name && !strcmp(e->name, name);
}

static bool builtin_constant(const struct expr *e, long long *value)
{
    if (!is_named(e, "__builtin_types_compatible_p"))
        return false;
    struct type *a = type_strip(e->types.at[0]), *b = type_strip(e->types.at[1]);
    *value = type_same(type_unqualified(a), type_unqualified(b));
    return a->kind != TY_UNKNOWN && b->kind != TY_UNKNOWN;
}

static bool constant(struct unit *u, struct expr *e, long long *value)
{
    switch (e->kind) {
    case E_NUMBER: return literal_constant(u, e, value);
    case E_CHAR: return character_constant(u, e, value);
    case E_IDENT: return identifier_constant(e, value);
    case E_PAREN: return constant(u, e->kids.at[0], value);
    case E_SIZEOF: return e->op == 's' && sizeof_constant(u, e, value);
    case E_CAST: return constant(u, e->kids.at[0], value) && converted(e->type, value);
    case E_UNARY: return unary_constant(u, e, value);
    case E_BINARY: return binary_constant(u, e, value);
    case E_AND: case E_OR: return logical_constant(u, e, value);
    case E_COND: return cond_constant(u, e, value);
    case E_GENERIC: case E_CHOOSE: return e->chosen && constant(u, e->kids.at[e->chosen], value);
    case E_BUILTIN: return builtin_constant(e, value);
    default: return false;
    }
}

bool expr_constant(struct unit *u, struct expr *e, long long *value)
{
    long long v;
    if (!constant(u, e, &v))
        return false;
    *value = v;
    return true;
}

/* ((T *)0)->m.n[i]: the operand of & in an offsetof written out. */
static bool is_null_object(struct unit *u, struct expr *e)
{
    while (e->kind == E_MEMBER || e->kind == E_INDEX || e->kind == E_PAREN || (e->kind == E_UNARY && e->op == '*')) {
        if (e->kind == E_INDEX && !expr_is_constant(u, e->kids.at[1]))
            return false;
        e = e->kids.at[0];
    }
    return e->kind == E_CAST && type_strip(e->type)->kind == TY_POINTER && expr_is_constant(u, e->kids.at[0]);
}

static bool all_constant(struct unit *u, const struct expr *e, size_t from)
{
    for (size_t i = from; i < e->kids.n; i++)
        if (!expr_is_constant(u, e->kids.at[i]))
            return false;
    return true;
}

static bool is_vla(struct type *t)
{
    for (t = type_strip(t); t->kind == TY_ARRAY; t = type_strip(t->base))
        if (t->vla)
            return true;
    return false;
}

bool expr_is_constant(struct unit *u, struct expr *e)
{
    switch (e->kind) {
    case E_NUMBER: case E_CHAR: case E_STRING: case E_BUILTIN: return true;
    case E_IDENT: return e->sym ? e->sym->kind == SYM_ENUMERATOR : !strcmp(e->name, "true") || !strcmp(e->name, "false");
    case E_SIZEOF: return e->op == 'a' || !is_vla(e->type ? e->type : expr_type(u, e->kids.at[0]));
    case E_UNARY:
        if (e->op == '&')
            return is_null_object(u, e->kids.at[0]);
        return e->op != '*' && expr_is_constant(u, e->kids.at[0]);
    case E_PAREN: case E_CAST: case E_BINARY: case E_AND: case E_OR: case E_COND: return all_constant(u, e, 0);
    case E_GENERIC: case E_CHOOSE: return e->chosen ? expr_is_constant(u, e->kids.at[e->chosen]) : all_constant(u, e, 1);
    case E_CALL: return e->kids.at[0]->kind == E_IDENT && !e->kids.at[0]->sym &&
                        begins(e->kids.at[0]->name, "__builtin_") &&
                        (is_named(e->kids.at[0], "__builtin_constant_p") || all_constant(u, e, 1));
    default: return false;
    }
}
