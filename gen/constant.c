/* constant.c: integer constant expressions: whether one is, and its value.
 *
 * A value is known only where it is the same on every target: the output is built
 * for others than the one whose preprocessor ran. */
#include "parse_internal.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

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
    const char *s = literal_spelling(u, e);
    if (literal_is_floating(s) || literal_has(literal_suffix(s), "iIjJ"))
        return false;
    unsigned long long v = literal_integer(s);
    *value = (long long)v;
    return v <= LLONG_MAX;
}

/* Plain characters that every execution set has at their ASCII place, and escapes. */
static bool character_constant(struct unit *u, const struct expr *e, long long *value)
{
    static const char simple[] = "n\nt\tr\ra\ab\bf\fv\v\\\\''\"\"??";
    const char *s = literal_spelling(u, e);
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
    if (e->sym->kind != SYM_ENUMERATOR && !e->sym->is_constexpr)
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

static bool is_unsigned(struct unit *u, struct expr *e)
{
    return type_kind_is_unsigned(type_strip(expr_type(u, e))->kind);
}

static bool unary_constant(struct unit *u, struct expr *e, long long *value)
{
    long long v;
    if (!constant(u, e->kids.at[0], &v))
        return false;
    switch (e->op) {
    case '+': *value = v; return true;
    case '-': *value = (long long)(0 - (unsigned long long)v); return v == 0 || !is_unsigned(u, e);
    case '~': *value = ~v; return !is_unsigned(u, e);
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
    struct type *t = type_common(u, expr_type(u, e->kids.at[0]), expr_type(u, e->kids.at[1]));
    return !type_kind_is_unsigned(t->kind) || (a >= 0 && b >= 0 && *value >= 0);
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
    case E_IDENT: return e->sym ? e->sym->kind == SYM_ENUMERATOR || e->sym->is_constexpr : !strcmp(e->name, "true") || !strcmp(e->name, "false");
    case E_SIZEOF: return e->op == 'a' || !is_vla(e->type ? e->type : expr_type(u, e->kids.at[0]));
    case E_UNARY:
        if (e->op == '&')
            return is_null_object(u, e->kids.at[0]);
        return e->op != '*' && expr_is_constant(u, e->kids.at[0]);
    case E_PAREN: case E_CAST: case E_BINARY: case E_AND: case E_OR: case E_COND: return all_constant(u, e, 0);
    case E_GENERIC: case E_CHOOSE: return e->chosen ? expr_is_constant(u, e->kids.at[e->chosen]) : all_constant(u, e, 1);
    case E_CALL: return e->kids.at[0]->kind == E_IDENT && !e->kids.at[0]->sym &&
                        !strncmp(e->kids.at[0]->name, "__builtin_", strlen("__builtin_")) &&
                        (is_named(e->kids.at[0], "__builtin_constant_p") || all_constant(u, e, 1));
    default: return false;
    }
}
