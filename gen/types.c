/* types.c: making, stripping and comparing types; the usual arithmetic conversions.
 *
 * In:   the parser's declarations; expr_type.c and constant.c.
 * Out:  types; parse.h and parse_internal.h say which.
 *
 * Widths matter in few places (which of long and unsigned int wins, what 70000 is);
 * there the compiler's own __SIZEOF_…__ macros decide. */
#include "parse_internal.h"

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

struct type *type_copy(const struct type *t)
{
    struct type *c = NEW(struct type);
    *c = *t;
    return c;
}

struct type *type_qualified(struct type *t, unsigned quals)
{
    if ((t->quals | quals) == t->quals)
        return t;
    t = type_copy(t);
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
    t = type_copy(t);
    t->quals |= quals;
    t->aligned |= aligned;
    return t;
}

/* Sugar is kept where the qualifiers are its own. */
struct type *type_unqualified(struct type *t)
{
    if (type_strip(t)->quals == 0)
        return t;
    struct type *c = type_copy(t);
    c->quals = 0;
    if (type_strip(c)->quals == 0)
        return c;
    c = type_copy(type_strip(t));
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
    u->infers_auto = macro_bytes(u, "__STDC_VERSION__", 0) > 202000;
}

int type_bytes(const struct unit *u, enum type_kind kind)
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
struct type *type_named(struct unit *u, const char *name)
{
    struct symbol *sym = u->names ? scope_find(u->names, intern_string(name), false) : NULL;
    if (!sym || sym->kind != SYM_TYPEDEF)
        return NULL;
    struct type *t = type_new(TY_TYPEDEF, sym->type);
    t->sym = sym;
    return t;
}

struct type *type_named_or(struct unit *u, const char *name, enum type_kind otherwise)
{
    struct type *t = type_named(u, name);
    return t ? t : type_basic(otherwise);
}

struct type *type_size(struct unit *u)
{
    return type_named_or(u, "size_t", TY_ULONG);
}

/* The struct of the runtime's with the type of its values, which only cedec knows. */
struct type *type_iter(struct unit *u, struct type *value)
{
    struct symbol *tag = scope_find(u->names, intern_string("cede_iter"), true);
    struct type *t;
    if (!tag)
        return type_basic(TY_UNKNOWN);
    t = type_copy(tag->type);
    t->base = value;
    return t;
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

bool type_is_integer(const struct type *t)
{
    return (t->kind >= TY_BOOL && t->kind <= TY_UINT128) || t->kind == TY_ENUM;
}

bool type_is_floating(const struct type *t)
{
    return t->kind >= TY_FLOAT && t->kind <= TY_FLOATN;
}

bool type_is_arithmetic(const struct type *t)
{
    return type_is_integer(t) || type_is_floating(t);
}

bool type_kind_is_unsigned(enum type_kind kind)
{
    return kind == TY_BOOL || kind == TY_UCHAR || kind == TY_USHORT || kind == TY_UINT || kind == TY_ULONG ||
           kind == TY_ULLONG || kind == TY_UINT128;
}

static enum type_kind promoted_kind(struct unit *u, const struct type *t)
{
    switch (t->kind) {
    case TY_BOOL: case TY_CHAR: case TY_SCHAR: case TY_UCHAR: case TY_SHORT: return TY_INT;
    case TY_USHORT: return type_bytes(u, TY_SHORT) < type_bytes(u, TY_INT) ? TY_INT : TY_UINT;
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
    return type_kind_is_unsigned(kind) ? kind : (enum type_kind)(kind + 1);
}

static enum type_kind common_integer(struct unit *u, enum type_kind a, enum type_kind b)
{
    if (type_kind_is_unsigned(a) == type_kind_is_unsigned(b))
        return rank(a) > rank(b) ? a : b;
    if (type_kind_is_unsigned(b)) {
        enum type_kind swap = a;
        a = b;
        b = swap;
    }
    if (rank(a) >= rank(b))
        return a;
    return type_bytes(u, b) > type_bytes(u, a) ? b : as_unsigned(b);
}

/* _Float128 and the like go before the standard ones, except for the small ones. */
static struct type *common_floating(struct type *a, struct type *b)
{
    if (!type_is_floating(a))
        return b;
    if (!type_is_floating(b))
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

struct type *type_complex(struct type *t, bool is_complex)
{
    if (t->complex == is_complex)
        return t;
    t = type_copy(t);
    t->complex = is_complex;
    return t;
}

struct type *type_promoted(struct unit *u, struct type *t)
{
    t = type_unqualified(type_strip(t));
    return type_is_integer(t) ? bare_integer(t, promoted_kind(u, t)) : t;
}

/* Usual arithmetic conversions; vectors win over what is broadcast to them. */
struct type *type_common(struct unit *u, struct type *a, struct type *b)
{
    a = type_unqualified(type_strip(a));
    b = type_unqualified(type_strip(b));
    if (a->kind == TY_VECTOR || b->kind == TY_VECTOR)
        return a->kind == TY_VECTOR ? a : b;
    if (!type_is_arithmetic(a) || !type_is_arithmetic(b))
        return type_basic(TY_UNKNOWN);
    if (type_is_floating(a) || type_is_floating(b))
        return type_complex(common_floating(a, b), a->complex || b->complex);
    return type_basic(common_integer(u, promoted_kind(u, a), promoted_kind(u, b)));
}
