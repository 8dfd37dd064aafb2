/* expr_type.c: the type of an expression, by its kind.
 *
 * In:   trees, while they are built and after.
 * Out:  expr_type(); answers are kept in expr.value_type. */
#include "parse_internal.h"

#include <string.h>

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
        return type_size(u);
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
    case 'r': case 'i': return type_complex(type_unqualified(type_strip(t)), false);
    default: return type_promoted(u, t);
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
        return op == '-' ? type_named_or(u, "ptrdiff_t", TY_LONG) : type_basic(TY_UNKNOWN);
    return type_unqualified(a->kind == TY_POINTER ? a : b);
}

static struct type *binary_type(struct unit *u, const struct expr *e)
{
    struct type *a = value_of(u, e->kids.at[0]), *b = value_of(u, e->kids.at[1]);
    if (is_comparison(e->op))
        return a->kind == TY_VECTOR ? a : b->kind == TY_VECTOR ? b : type_basic(TY_INT);
    if (e->op == P_SHL || e->op == P_SHR)
        return type_promoted(u, a);
    if (a->kind == TY_POINTER || b->kind == TY_POINTER)
        return pointer_arithmetic(u, e->op, a, b);
    return type_common(u, a, b);
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
    if (type_is_arithmetic(a) && type_is_arithmetic(b))
        return type_common(u, a, b);
    if (a->kind == TY_POINTER || b->kind == TY_POINTER)
        return type_unqualified(composite_pointer(u, x, y, a, b));
    return type_unqualified(expr_type(u, a->kind == TY_UNKNOWN ? y : x));
}

struct stmt *value_statement(const struct expr *e)
{
    size_t n = e->body->list.n;
    struct stmt *s = n ? e->body->list.at[n - 1] : NULL;
    while (s && (s->kind == S_LABEL || s->kind == S_CASE || s->kind == S_DEFAULT))
        s = s->body;
    return s && s->kind == S_EXPR ? s : NULL;
}

static struct type *statement_type(struct unit *u, const struct expr *e)
{
    const struct stmt *value = value_statement(e);
    if (!value)
        return type_basic(TY_VOID);
    struct type *t = expr_type(u, value->expr);
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
    if (!strcmp(e->name, "cede_each_error"))
        return type_new(TY_FUNCTION, type_basic(TY_INT));
    if (!strcmp(e->name, "true") || !strcmp(e->name, "false"))
        return type_basic(TY_BOOL);
    return type_basic(TY_UNKNOWN);
}

static struct type *spawn_type(struct unit *u, const struct expr *e)
{
    if (e->op != SP_TASK)
        return type_basic(TY_INT);
    struct type *task = type_named(u, "cede_task");
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
    case E_NUMBER: return literal_number_type(u, literal_spelling(u, e));
    case E_CHAR: return literal_character_type(u, literal_spelling(u, e), TY_INT);
    case E_STRING: return literal_string_type(u, e);
    case E_PAREN: case E_AWAIT: return expr_type(u, e->kids.at[0]);
    case E_INDEX: return index_type(u, e);
    case E_CALL: return call_type(u, e);
    case E_MEMBER: return member_type(u, e);
    case E_POSTFIX: case E_PREFIX: case E_ASSIGN: return type_unqualified(expr_type(u, e->kids.at[0]));
    case E_UNARY: return unary_type(u, e);
    case E_SIZEOF: return type_size(u);
    case E_CAST: return type_unqualified(e->type);
    case E_COMPOUND: case E_VA_ARG: case E_BUILTIN: case E_ITER: return e->type;
    case E_BINARY: return binary_type(u, e);
    case E_AND: case E_OR: return type_basic(TY_INT);
    case E_COND: return cond_type(u, e);
    case E_COMMA: return expr_type(u, e->kids.at[1]);
    case E_GENERIC: case E_CHOOSE: return chosen_type(u, e);
    case E_STMT: return statement_type(u, e);
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
